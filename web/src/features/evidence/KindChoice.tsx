import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Mapping, Preview } from "@/api";
import { type FeedbackKind, KINDS, withKind } from "./mapping";

export interface KindChoiceProps {
  preview: Preview;
  mapping: Mapping;
  onMapping: (mapping: Mapping) => void;
}

const EVENTS = "events";
const DOCUMENTS: readonly string[] = ["text", "docx"];
const isKind = (value: string): value is FeedbackKind => (KINDS as readonly string[]).includes(value);

/** What the rows are: events of journeys, or what people said. A document is never a list of events. */
export function KindChoice({ preview, mapping, onMapping }: KindChoiceProps) {
  const { t } = useTranslation("evidence");
  const isDocument = DOCUMENTS.includes(preview.format);
  const values = isDocument ? KINDS : [EVENTS, ...KINDS];
  return (
    <Select
      label={t("kind.label")}
      description={t(mapping.kind == null ? "kind.eventsHint" : "kind.feedbackHint")}
      data={values.map((value) => ({ value, label: t(`kind.${value}`) }))}
      value={mapping.kind ?? EVENTS}
      allowDeselect={false}
      maw="24rem"
      onChange={(value) => {
        if (value === null) return;
        const kind = isKind(value) ? value : null;
        onMapping(isDocument ? { ...mapping, kind } : withKind(mapping, kind));
      }}
    />
  );
}
