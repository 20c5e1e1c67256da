import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { count } from "@/ui/numbers";
import classes from "./EventSelect.module.css";
import { useLog } from "./log";

export interface EventSelectProps {
  value: string | null;
  onChange: (event: string | null) => void;
  label?: string;
  ariaLabel?: string;
  placeholder?: string;
  clearable?: boolean;
}

/** Chooses an event of the log by name; each with its colour and how many customers have it. */
export function EventSelect({ value, onChange, label, ariaLabel, placeholder, clearable }: EventSelectProps) {
  const { t } = useTranslation("journeys");
  const { result, colorOf } = useLog();
  const customers = new Map(result.names.map((name) => [name.event, name.customers]));
  return (
    <Select
      label={label}
      aria-label={label === undefined ? ariaLabel : undefined}
      placeholder={placeholder ?? t("chooseEvent")}
      data={result.names.map((name) => name.event)}
      value={value}
      onChange={onChange}
      searchable
      clearable={clearable}
      nothingFoundMessage={t("noEvent")}
      maxDropdownHeight={320}
      className={classes.select}
      leftSection={
        value === null ? null : <span className={classes.dot} style={{ background: colorOf(value).base }} />
      }
      renderOption={({ option }) => (
        <span className={classes.option}>
          <span className={classes.dot} style={{ background: colorOf(option.value).base }} />
          <span className={classes.name}>{option.value}</span>
          <span className={classes.count}>{count(customers.get(option.value) ?? 0)}</span>
        </span>
      )}
    />
  );
}
