import { useId } from "react";
import { theme } from "@/ui/tokens";
import { useEditor } from "../context";
import classes from "./Inspector.module.css";

export interface ColorFieldProps {
  value: number | null;
  /** Text of the choice “by position”; without it there is none. */
  automatic?: string;
  onChoose: (color: number | null) => void;
}

/** The palette of stages. */
export function ColorField({ value, automatic, onChoose }: ColorFieldProps) {
  const { t, readOnly } = useEditor();
  const name = useId();
  return (
    <fieldset className={classes.colors} disabled={readOnly}>
      <legend>{t("field.color")}</legend>
      {automatic !== undefined && (
        <label className={classes.automatic}>
          <input type="radio" name={name} checked={value === null} onChange={() => onChoose(null)} />
          <span>{automatic}</span>
        </label>
      )}
      {theme.stages.map((stage, index) => (
        <label key={stage.name} className={classes.color} style={{ color: `var(--sj-stage-${index}-base)` }}>
          <input
            type="radio"
            name={name}
            aria-label={t(`color.${stage.name}`)}
            checked={value === index}
            onChange={() => onChoose(index)}
          />
        </label>
      ))}
    </fieldset>
  );
}
