import { IconClock, IconFilter, IconGauge } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Card, Measure } from "@/map-model";
import classes from "./Card.module.css";
import { CardText } from "./CardText";

const ICONS = { conversion: IconFilter, time: IconClock, other: IconGauge } satisfies Record<
  Measure,
  unknown
>;
const DIGITS = 4;

/** A value as people write it, with its unit. */
export function shownValue(value: number, unit: string): string {
  const written = new Intl.NumberFormat("en", { maximumSignificantDigits: DIGITS }).format(value);
  return unit === "" ? written : `${written} ${unit}`;
}

/** A measure that somebody noted: its value large, its name below. */
export function MetricBody({ card }: { card: Card }) {
  const { t } = useTranslation("map-editor");
  const measure = card.measure ?? "other";
  const MeasureIcon = ICONS[measure];
  return (
    <div className={classes.marked}>
      <MeasureIcon size={18} stroke={1.7} className={classes.mark} aria-hidden="true" />
      <div className={classes.metric}>
        <span className="sj-visually-hidden">{t(`measure.${measure}`)}: </span>
        {card.value === null ? (
          <span className={classes.noValue}>{t("measure.none")}</span>
        ) : (
          <strong>{shownValue(card.value, card.unit)}</strong>
        )}
        <div className={classes.metricName}>
          {card.text === "" && card.value !== null ? t(`measure.${measure}`) : <CardText card={card} />}
        </div>
      </div>
    </div>
  );
}
