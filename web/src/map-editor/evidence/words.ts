import type { TFunction } from "i18next";
import type { Evidence, Grade } from "@/map-model";
import { count, date } from "@/ui/numbers";

/** Why a grade is what it is, sentence by sentence. */
export const reasonsInWords = (grade: Grade, t: TFunction): readonly string[] =>
  grade.reasons.map(({ reason, rows, sources, kinds }) =>
    t(`evidence.reasons.${reason}`, {
      count: reason === "out_of_date" ? rows.length : sources,
      kinds,
    }),
  );

const figure = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });
const shown = (value: number): string => figure.format(value);

/** The number of a row with its unit, interval and n; "" where it has none. */
export function figureOf(row: Evidence, t: TFunction): string {
  const value = row.value === null ? "" : `${shown(row.value)} ${row.unit}`.trim();
  const interval =
    row.low === null || row.high === null
      ? ""
      : t("evidence.interval", { low: shown(row.low), high: shown(row.high) });
  const n = row.n === null ? "" : t("evidence.n", { n: count(row.n) });
  const behind = [interval, n].filter(Boolean).join(", ");
  if (value === "") return n;
  return behind === "" ? value : `${value} (${behind})`;
}

/** Where a row comes from and of which days it tells. */
export function originOf(row: Evidence, t: TFunction): string {
  const first = row.first === "" || row.first === row.last ? "" : date(row.first);
  const last = row.last === "" ? "" : date(row.last);
  const days = first !== "" && last !== "" ? t("evidence.days", { first, last }) : first || last;
  return [row.source, days || t("evidence.noDay")].filter(Boolean).join(" · ");
}
