import { Select, TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { DateOrder, Mapping, Preview } from "@/api";
import classes from "./ReadingOptions.module.css";

const DATES: readonly DateOrder[] = [
  "auto",
  "iso",
  "day_first",
  "month_first",
  "epoch_s",
  "epoch_ms",
  "epoch_us",
  "epoch_ns",
  "excel",
];
const SEPARATORS = [
  { value: ",", label: "comma" },
  { value: ";", label: "semicolon" },
  { value: "\t", label: "tab" },
  { value: "|", label: "bar" },
] as const;
const ENCODINGS = ["utf-8", "cp1252", "latin-1", "utf-16"];

export interface ReadingOptionsProps {
  preview: Preview;
  mapping: Mapping;
  onMapping: (mapping: Mapping) => void;
}

const isDateOrder = (value: string | null): value is DateOrder =>
  (DATES as readonly (string | null)[]).includes(value);

/** The list, with what was found first if it is none of the usual ones. */
const including = (values: readonly string[], found: string | null): string[] =>
  found === null || values.includes(found) ? [...values] : [found, ...values];

/** How the file is written: dates, time zone, separator, encoding. */
export function ReadingOptions({ preview, mapping, onMapping }: ReadingOptionsProps) {
  const { t } = useTranslation("evidence");
  const text = preview.format === "csv";
  const separator = mapping.separator ?? preview.separator;
  const encoding = mapping.encoding ?? preview.encoding;
  return (
    <div className={classes.options}>
      <Select
        label={t("look.dates")}
        data={DATES.map((value) => ({ value, label: t(`dates.${value}`) }))}
        value={mapping.dates}
        allowDeselect={false}
        onChange={(dates) => isDateOrder(dates) && onMapping({ ...mapping, dates })}
      />
      <Committed
        label={t("look.timezone")}
        value={mapping.timezone}
        onCommit={(timezone) => onMapping({ ...mapping, timezone })}
      />
      {text && (
        <Select
          label={t("look.separator")}
          data={[
            ...SEPARATORS.map(({ value, label }) => ({ value, label: t(`look.separators.${label}`) })),
            ...(separator === null || SEPARATORS.some(({ value }) => value === separator)
              ? []
              : [{ value: separator, label: separator }]),
          ]}
          value={separator}
          allowDeselect={false}
          onChange={(value) => onMapping({ ...mapping, separator: value })}
        />
      )}
      {(text || preview.format === "jsonl") && (
        <Select
          label={t("look.encoding")}
          data={including(ENCODINGS, encoding)}
          value={encoding}
          allowDeselect={false}
          onChange={(value) => onMapping({ ...mapping, encoding: value })}
        />
      )}
      {mapping.roles.event === undefined && (
        <Committed
          label={t("look.constant")}
          description={t("look.constantHint")}
          value={mapping.constant_event ?? ""}
          onCommit={(name) => onMapping({ ...mapping, constant_event: name === "" ? null : name })}
        />
      )}
    </div>
  );
}

interface CommittedProps {
  label: string;
  description?: string;
  value: string;
  onCommit: (value: string) => void;
}

/** A text that counts when it is finished (Enter, or leaving the field), not at every letter. */
function Committed({ label, description, value, onCommit }: CommittedProps) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const commit = () => text.trim() !== value && onCommit(text.trim());
  return (
    <TextInput
      label={label}
      description={description}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => event.key === "Enter" && commit()}
    />
  );
}
