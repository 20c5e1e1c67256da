import { ActionIcon, Select } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { EventSelect } from "./EventSelect";
import classes from "./FunnelBuilder.module.css";

export interface FunnelBuilderProps {
  steps: readonly string[];
  within: string | null;
  onSteps: (steps: readonly string[]) => void;
  onWithin: (within: string | null) => void;
}

const MOST_STEPS = 32;
const WINDOWS = ["1h", "1d", "7d", "30d", "90d"];
const ANY_TIME = "any";

/** The steps with one moved by a place; unchanged at the ends. */
export function moved(steps: readonly string[], index: number, by: 1 | -1): string[] {
  const after = [...steps];
  const [step] = after.splice(index, 1);
  if (step !== undefined) after.splice(index + by, 0, step);
  return index + by < 0 || index + by >= steps.length ? [...steps] : after;
}

/** Asks the question of a funnel: which events, in which order, within which time. */
export function FunnelBuilder({ steps, within, onSteps, onWithin }: FunnelBuilderProps) {
  const { t } = useTranslation("journeys");
  const windows = within === null || WINDOWS.includes(within) ? WINDOWS : [...WINDOWS, within];
  return (
    <div className={classes.builder}>
      <h2 className={classes.heading}>{t("funnel.steps")}</h2>
      <ol className={classes.steps}>
        {steps.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an event may stand twice; the place is the identity
          <li key={index} className={classes.step}>
            <EventSelect
              value={step}
              ariaLabel={t("funnel.step", { number: index + 1 })}
              onChange={(event) =>
                event !== null && onSteps(steps.map((one, at) => (at === index ? event : one)))
              }
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              disabled={index === 0}
              aria-label={t("funnel.up", { number: index + 1 })}
              onClick={() => onSteps(moved(steps, index, -1))}
            >
              <IconArrowUp size={16} />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              color="gray"
              disabled={index === steps.length - 1}
              aria-label={t("funnel.down", { number: index + 1 })}
              onClick={() => onSteps(moved(steps, index, 1))}
            >
              <IconArrowDown size={16} />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t("funnel.remove", { number: index + 1 })}
              onClick={() => onSteps(steps.filter((_, at) => at !== index))}
            >
              <IconX size={16} />
            </ActionIcon>
          </li>
        ))}
      </ol>
      {steps.length < MOST_STEPS && (
        <EventSelect
          key={steps.length}
          value={null}
          ariaLabel={t("funnel.add")}
          placeholder={t("funnel.add")}
          onChange={(event) => event !== null && onSteps([...steps, event])}
        />
      )}
      <Select
        label={t("funnel.within")}
        allowDeselect={false}
        value={within ?? ANY_TIME}
        onChange={(value) => onWithin(value === ANY_TIME ? null : value)}
        data={[
          { value: ANY_TIME, label: t("funnel.noLimit") },
          ...windows.map((window) => ({ value: window, label: t(`funnel.window.${window}`, window) })),
        ]}
      />
    </div>
  );
}
