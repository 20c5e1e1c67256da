import { MultiSelect, TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLog } from "./log";
import type { variantsQuestion } from "./questions";

type Filters = ReturnType<typeof variantsQuestion>;

export interface VariantFiltersProps {
  question: Filters;
  onChange: (change: Record<string, string | readonly string[] | null>) => void;
}

/** Which variants to show: how they begin and end, what they hold, or a pattern of events. */
export function VariantFilters({ question, onChange }: VariantFiltersProps) {
  const { t } = useTranslation("journeys");
  const { result } = useLog();
  const [pattern, setPattern] = useState(question.pattern ?? "");
  useEffect(() => setPattern(question.pattern ?? ""), [question.pattern]);
  const events = result.names.map((name) => name.event);
  const take = () => onChange({ pattern: pattern.trim() === "" ? null : pattern.trim() });
  return (
    <>
      {(["starts", "contains", "ends"] as const).map((name) => (
        <MultiSelect
          key={name}
          label={t(`variants.${name}`)}
          data={events}
          value={[...question[name]]}
          onChange={(chosen) => onChange({ [name]: chosen })}
          searchable
          clearable
          hidePickedOptions
          miw="11rem"
        />
      ))}
      <TextInput
        label={t("variants.pattern")}
        placeholder={t("variants.patternExample")}
        value={pattern}
        onChange={(event) => setPattern(event.currentTarget.value)}
        onBlur={take}
        onKeyDown={(event) => event.key === "Enter" && take()}
        miw="16rem"
        spellCheck={false}
      />
    </>
  );
}
