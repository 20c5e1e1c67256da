import { ActionIcon, MultiSelect, Select } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { EventSelect } from "./EventSelect";
import classes from "./FunnelBuilder.module.css";
import { useLog } from "./log";

type Steps = readonly (readonly string[])[];

export interface FunnelBuilderProps {
  steps: Steps;
  within: string | null;
  onSteps: (steps: Steps) => void;
  onWithin: (within: string | null) => void;
}

const MOST_STEPS = 32;
const WINDOWS = ["1h", "1d", "7d", "30d", "90d"];
const ANY_TIME = "any";

/** The steps with one moved by a place; unchanged at the ends. */
export function moved<Step>(steps: readonly Step[], index: number, by: 1 | -1): Step[] {
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
      <h3 className={classes.heading}>{t("funnel.steps")}</h3>
      <ol className={classes.steps}>
        {steps.map((step, index) => (
          <Step
            // biome-ignore lint/suspicious/noArrayIndexKey: an event may stand twice; the place is the identity
            key={index}
            step={step}
            index={index}
            last={index === steps.length - 1}
            onChange={(events) => onSteps(steps.map((one, at) => (at === index ? events : one)))}
            onMove={(by) => onSteps(moved(steps, index, by))}
            onRemove={() => onSteps(steps.filter((_, at) => at !== index))}
          />
        ))}
      </ol>
      {steps.length < MOST_STEPS && (
        <EventSelect
          key={steps.length}
          value={null}
          ariaLabel={t("funnel.add")}
          placeholder={t("funnel.add")}
          onChange={(event) => event !== null && onSteps([...steps, [event]])}
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

interface StepProps {
  step: readonly string[];
  index: number;
  last: boolean;
  onChange: (events: readonly string[]) => void;
  onMove: (by: 1 | -1) => void;
  onRemove: () => void;
}

function Step({ step, index, last, onChange, onMove, onRemove }: StepProps) {
  const { t } = useTranslation("journeys");
  const { result } = useLog();
  const number = index + 1;
  return (
    <li className={classes.step}>
      <MultiSelect
        aria-label={t("funnel.step", { number })}
        data={result.names.map((name) => name.event)}
        value={[...step]}
        onChange={(events) => events.length > 0 && onChange(events)}
        placeholder={t("funnel.or")}
        styles={{ inputField: { minWidth: "2.5rem" } }}
        searchable
        hidePickedOptions
        nothingFoundMessage={t("noEvent")}
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        disabled={index === 0}
        aria-label={t("funnel.up", { number })}
        onClick={() => onMove(-1)}
      >
        <IconArrowUp size={16} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        disabled={last}
        aria-label={t("funnel.down", { number })}
        onClick={() => onMove(1)}
      >
        <IconArrowDown size={16} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t("funnel.remove", { number })}
        onClick={onRemove}
      >
        <IconX size={16} />
      </ActionIcon>
    </li>
  );
}
