import { Autocomplete } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { ProblemError } from "@/api";
import { count, percent } from "@/ui/numbers";
import classes from "./SelectionBar.module.css";
import { completions, useSegmentCount, useVocabulary } from "./segments";

export interface SegmentInputProps {
  label: string;
  value: string | null;
  onChange: (segment: string | null) => void;
  aside?: ReactNode;
}

const PAUSE_MS = 250;

/** A condition on customers: completed and counted while it is written, taken with Enter or when one leaves. */
export function SegmentInput({ label, value, onChange, aside }: SegmentInputProps) {
  const { t } = useTranslation("journeys");
  const [text, setText] = useState(value ?? "");
  useEffect(() => setText(value ?? ""), [value]);
  const [settled] = useDebouncedValue(text, PAUSE_MS);
  const vocabulary = useVocabulary().data;
  const counted = useSegmentCount(settled);
  const [one, other] = vocabulary?.events ?? [];
  const example =
    one === undefined ? "" : `did ${one.written}${other === undefined ? "" : ` and not ${other.written}`}`;
  const take = (given: string) => {
    const wanted = given.trim() === "" ? null : given.trim();
    if (wanted !== value) onChange(wanted);
  };
  return (
    <div className={classes.segment}>
      <div className={classes.line}>
        <Autocomplete
          label={label}
          placeholder={t("selection.everybody")}
          value={text}
          onChange={setText}
          data={vocabulary === undefined || text === "" ? [] : completions(text, vocabulary)}
          filter={({ options }) => options}
          onKeyDown={(event) => {
            const open = event.currentTarget.getAttribute("aria-activedescendant");
            if (event.key === "Enter" && !open) take(text);
          }}
          onBlur={() => take(text)}
          error={counted.error !== null && settled === text}
          spellCheck={false}
        />
        {aside}
      </div>
      <p className={classes.said} aria-live="polite">
        {text !== "" &&
          counted.data !== undefined &&
          counted.error === null &&
          t("selection.count", { n: count(counted.data.customers), share: percent(counted.data.share) })}
        {text === "" && example !== "" && t("selection.example", { example })}
        {text !== "" && counted.error instanceof ProblemError && (
          <Fault text={settled} error={counted.error} />
        )}
      </p>
    </div>
  );
}

function Fault({ text, error }: { text: string; error: ProblemError }) {
  const part = error.errors.find((one) => one.position !== undefined);
  const start = part?.position ?? text.length;
  const end = start + Math.max(1, part?.length ?? 1);
  return (
    <span className={classes.fault}>
      <span className={classes.caret}>
        {text.slice(0, start)}
        <mark>{text.slice(start, end) || "▁"}</mark>
        {text.slice(end)}
      </span>
      {part?.detail ?? error.detail}
    </span>
  );
}
