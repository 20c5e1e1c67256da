import { NumberInput } from "@mantine/core";
import { useMapDocument } from "@/live";
import type { Card, Measure } from "@/map-model";
import { useEditor } from "../context";
import { targetOf } from "../layout/target";
import { ChoiceField, TextField, useSet } from "./fields";
import classes from "./Inspector.module.css";
import { suggestionsFor } from "./suggestions";

const MEASURES: readonly Measure[] = ["conversion", "time", "other"];

/** A measure that somebody noted: what it is, how much, in which unit. */
export function MetricFields({ card }: { card: Card }) {
  const { t, readOnly } = useEditor();
  const map = useMapDocument();
  const target = targetOf("card", card.id);
  const set = useSet(target);
  return (
    <>
      <ChoiceField
        label={t("field.measure")}
        value={card.measure ?? "other"}
        choices={MEASURES.map((value) => ({ value, label: t(`measure.${value}`) }))}
        onChoose={(measure) => measure !== null && set({ measure })}
      />
      <div className={classes.pair}>
        <NumberInput
          label={t("field.value")}
          value={card.value ?? ""}
          decimalScale={6}
          disabled={readOnly}
          onChange={(value) => {
            const next = typeof value === "number" && Number.isFinite(value) ? value : null;
            if (next !== card.value && (next !== null || value === ""))
              set({ value: next }, `value:${card.id}`);
          }}
        />
        <TextField
          target={target}
          field="unit"
          value={card.unit}
          label={t("field.unit")}
          suggestions={() => suggestionsFor("unit", map, t)}
        />
      </div>
    </>
  );
}
