import { useId } from "react";
import { useTranslation } from "react-i18next";
import { STAGE_COUNT } from "@/ui/tokens";
import classes from "./Personas.module.css";

const PLACES = Array.from({ length: STAGE_COUNT }, (_, place) => place);

interface ColorRowProps {
  color: number;
  disabled: boolean;
  onChoose: (color: number) => void;
}

/** The colours that a persona may have: of its portrait's ground and of its line on maps. */
export function ColorRow({ color, disabled, onChoose }: ColorRowProps) {
  const { t } = useTranslation("personas");
  const group = useId();
  return (
    <fieldset className={classes.colors} disabled={disabled}>
      <legend>{t("field.color")}</legend>
      {PLACES.map((place) => (
        <label key={place} className={classes.color}>
          <input
            type="radio"
            name={group}
            checked={place === color}
            onChange={() => onChoose(place)}
            aria-label={t("field.colorNumber", { n: place + 1 })}
          />
          <span style={{ background: `var(--sj-stage-${place}-base)` }} />
        </label>
      ))}
    </fieldset>
  );
}
