import { useTranslation } from "react-i18next";
import type { DurationsResult } from "@/api";
import { BandLine } from "@/charts/BandLine";
import { count, percent, span } from "@/ui/numbers";
import classes from "./TimesView.module.css";

type Arrival = NonNullable<DurationsResult["arrival"]>;

/** How many have arrived by when, those still on their way taken into account (Kaplan–Meier). */
export function TimesArrival({ arrival }: { arrival: Arrival }) {
  const { t } = useTranslation("journeys");
  const points = arrival.curve.map((point) => ({
    x: point.seconds,
    value: point.share,
    low: point.low ?? undefined,
    high: point.high ?? undefined,
  }));
  return (
    <section className={classes.section}>
      <h3>{t("times.arrival")}</h3>
      <p>
        {arrival.median_seconds === null
          ? t("times.arrivalNever", { open: count(arrival.still_open) })
          : t("times.arrivalHint", {
              median: span(arrival.median_seconds),
              low: span(arrival.median_low),
              high: span(arrival.median_high),
              open: count(arrival.still_open),
            })}
      </p>
      <BandLine
        steps
        most={1}
        lines={[{ name: t("times.arrived"), points, color: "var(--sj-accent)" }]}
        label={t("times.arrivalGraph")}
        xLabel={span}
        yLabel={percent}
        pointLabel={(point) =>
          t("times.arrivalPoint", {
            time: span(point.x),
            share: percent(point.value),
            low: percent(point.low ?? point.value),
            high: percent(point.high ?? point.value),
          })
        }
        hint={t("times.arrivalRead")}
      />
    </section>
  );
}
