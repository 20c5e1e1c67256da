import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { DateOrder, Mapping, Preview } from "@/api";
import { Committed } from "./Committed";
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

const needsName = ({ roles, moments }: Mapping): boolean =>
  roles.event === undefined && Object.keys(moments ?? {}).length === 0;

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
      {mapping.kind != null && mapping.roles.score !== undefined && mapping.roles.scale === undefined && (
        <Committed
          label={t("look.scale")}
          description={t("look.scaleHint")}
          value={mapping.scale ?? ""}
          onCommit={(scale) => onMapping({ ...mapping, scale: scale === "" ? null : scale })}
        />
      )}
      {mapping.kind === "survey" && (
        <Committed
          label={t("look.wave")}
          description={t("look.waveHint")}
          value={mapping.wave ?? ""}
          onCommit={(wave) => onMapping({ ...mapping, wave: wave === "" ? null : wave })}
        />
      )}
      {mapping.kind == null && needsName(mapping) && (
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
