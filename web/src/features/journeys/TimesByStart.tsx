import { useTranslation } from "react-i18next";
import type { DurationsResult } from "@/api";
import { BandLine } from "@/charts/BandLine";
import { HeatTable } from "@/charts/HeatTable";
import { count, date, span } from "@/ui/numbers";
import classes from "./TimesView.module.css";

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
/** 1 is Monday, as ISO 8601 counts and the answer does. */
const WEEKDAYS = Array.from({ length: 7 }, (_, place) => place + 1);
/** 1 January 2024 was a Monday. */
const MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;
const weekdayName = new Intl.DateTimeFormat("en", { weekday: "short", timeZone: "UTC" });

/** The median time by when it started: by weekday and hour as a table of colours, else along the calendar. */
export function TimesByStart({ result }: { result: DurationsResult }) {
  return result.by === "hour" ? <ByHour result={result} /> : <OverTime result={result} />;
}

function ByHour({ result }: { result: DurationsResult }) {
  const { t } = useTranslation("journeys");
  const found = new Map(result.starts.map((one) => [`${one.weekday} ${one.hour}`, one]));
  return (
    <section className={classes.section}>
      <h3>{t("times.hours")}</h3>
      <HeatTable
        dense
        caption={t("times.hours")}
        corner={t("times.weekday")}
        noneLabel={t("times.nobody")}
        columns={HOURS.map((hour) => ({ key: String(hour), name: String(hour) }))}
        rows={WEEKDAYS.map((weekday) => ({
          key: String(weekday),
          name: weekdayName.format(new Date(MONDAY + (weekday - 1) * DAY_MS)),
          cells: HOURS.map((hour) => {
            const one = found.get(`${weekday} ${hour}`);
            if (one === undefined || one.median_seconds === null) return null;
            return {
              value: one.median_seconds,
              text: "",
              detail: t("times.startCell", { median: span(one.median_seconds), n: count(one.completed) }),
            };
          }),
        }))}
      />
    </section>
  );
}

function OverTime({ result }: { result: DurationsResult }) {
  const { t } = useTranslation("journeys");
  const points = result.starts.flatMap((one) =>
    one.start === null || one.median_seconds === null
      ? []
      : [
          {
            x: Date.parse(one.start),
            value: one.median_seconds,
            low: one.median_low ?? undefined,
            high: one.median_high ?? undefined,
          },
        ],
  );
  const dayAt = (x: number) => date(new Date(x).toISOString());
  return (
    <section className={classes.section}>
      <h3>{t("times.over")}</h3>
      <BandLine
        lines={[{ name: t("times.medianLabel"), points, color: "var(--sj-accent)" }]}
        label={t("times.over")}
        xLabel={dayAt}
        yLabel={span}
        pointLabel={(point) =>
          t("times.overPoint", {
            day: dayAt(point.x),
            median: span(point.value),
            low: span(point.low),
            high: span(point.high),
          })
        }
        hint={t("times.arrivalRead")}
      />
    </section>
  );
}
