import { useTranslation } from "react-i18next";
import type { Importance } from "@/map-model";
import classes from "./Strength.module.css";

const BARS: Readonly<Record<Importance, number>> = { low: 1, medium: 2, high: 3 };

/** Low, medium or high: a word, and three bars. */
export function Strength({ value }: { value: Importance | null }) {
  const { t } = useTranslation("map-editor");
  const filled = value === null ? 0 : BARS[value];
  return (
    <span className={classes.strength} data-value={value ?? "none"}>
      <svg width="15" height="13" viewBox="0 0 15 13" aria-hidden="true">
        {[0, 1, 2].map((bar) => (
          <rect
            key={bar}
            x={bar * 5.5}
            y={8 - bar * 4}
            width="4"
            height={5 + bar * 4}
            rx="1"
            className={bar < filled ? classes.on : classes.off}
          />
        ))}
      </svg>
      <span data-unset={value === null || undefined}>
        {value === null ? t("importance.none") : t(`importance.${value}`)}
      </span>
    </span>
  );
}
