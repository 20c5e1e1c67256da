import { NativeSelect, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useLog } from "./log";
import classes from "./SelectionBar.module.css";
import type { Selection } from "./selection";

export interface PeriodPickerProps {
  since: string | null;
  until: string | null;
  onChange: (period: Pick<Selection, "since" | "until">) => void;
}

const DAY_MS = 86_400_000;
const PRESETS = { d30: 30, d90: 90, d180: 180 } as const;
type Preset = keyof typeof PRESETS;

/** The day of a moment, in UTC, as a date field has it. */
const dayOf = (moment: string | null): string => moment?.slice(0, 10) ?? "";
const momentOf = (day: string): string | null => (day === "" ? null : `${day}T00:00:00Z`);

/** The last days of a log that ends at `last`: whole days, its last day included. */
export function lastDays(last: string, days: number): { since: string; until: null } {
  const end = Math.floor(Date.parse(last) / DAY_MS) + 1;
  return { since: new Date((end - days) * DAY_MS).toISOString().replace(".000", ""), until: null };
}

/** From which day and before which day events count. */
export function PeriodPicker({ since, until, onChange }: PeriodPickerProps) {
  const { t } = useTranslation("journeys");
  const { result } = useLog();
  const preset =
    since === null && until === null
      ? "all"
      : ((Object.keys(PRESETS) as Preset[]).find(
          (name) => until === null && lastDays(result.last, PRESETS[name]).since === since,
        ) ?? "own");
  return (
    <div className={classes.period}>
      <NativeSelect
        label={t("selection.when")}
        value={preset}
        onChange={(event) => {
          const name = event.currentTarget.value;
          if (name === "all") onChange({ since: null, until: null });
          else if (name in PRESETS) onChange(lastDays(result.last, PRESETS[name as Preset]));
          else onChange({ since: momentOf(dayOf(result.first)), until: momentOf(dayOf(result.last)) });
        }}
        data={["all", ...Object.keys(PRESETS), "own"].map((value) => ({
          value,
          label: t(`selection.period.${value}`),
        }))}
      />
      {preset === "own" && (
        <>
          <TextInput
            type="date"
            label={t("selection.since")}
            value={dayOf(since)}
            min={dayOf(result.first)}
            max={dayOf(result.last)}
            onChange={(event) => onChange({ since: momentOf(event.currentTarget.value), until })}
          />
          <TextInput
            type="date"
            label={t("selection.until")}
            value={dayOf(until)}
            min={dayOf(result.first)}
            onChange={(event) => onChange({ since, until: momentOf(event.currentTarget.value) })}
          />
        </>
      )}
    </div>
  );
}
