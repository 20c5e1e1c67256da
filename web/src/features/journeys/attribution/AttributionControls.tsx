import { MultiSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Choice } from "../Choice";
import { EventSelect } from "../EventSelect";
import { type attributionQuestion, BY, LOOKBACKS, MODELS, type Model } from "./question";

export interface AttributionControlsProps {
  question: ReturnType<typeof attributionQuestion>;
  models: readonly Model[];
  onChange: (change: Record<string, string | readonly string[] | null>) => void;
}

export function AttributionControls({ question, models, onChange }: AttributionControlsProps) {
  const { t } = useTranslation("journeys");
  return (
    <>
      <EventSelect
        label={t("attribution.goal")}
        value={question.goal[0] ?? null}
        onChange={(goal) => onChange({ goal })}
      />
      <Choice
        label={t("attribution.by")}
        width="10rem"
        value={question.by}
        options={BY.map((by) => ({ value: by, label: t(`attribution.bys.${by}`) }))}
        onChange={(by) => onChange({ by: by === "channel" ? null : by })}
      />
      <Choice
        label={t("attribution.lookback")}
        width="10rem"
        value={LOOKBACKS.find((one) => one === question.lookback) ?? "any"}
        options={LOOKBACKS.map((one) => ({ value: one, label: t(`attribution.lookbacks.${one}`) }))}
        onChange={(lookback) => onChange({ lookback: lookback === "any" ? null : lookback })}
      />
      <MultiSelect
        label={t("attribution.models")}
        w="26rem"
        maw="100%"
        data={MODELS.map((model) => ({ value: model, label: t(`attribution.model.${model}`) }))}
        value={[...models]}
        onChange={(model) => onChange({ model })}
      />
    </>
  );
}
