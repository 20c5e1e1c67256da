/** Figures of two sides as people read them, in their own unit. */
import { amount, count, percent, span } from "@/ui/numbers";
import type { Answer } from "../answers";

export type Compared = Answer<"compare">["figures"][number];
type Unit = Compared["unit"];

export function figure(value: number | null | undefined, unit: Unit): string {
  if (value === null || value === undefined) return "–";
  if (unit === "share") return percent(value);
  if (unit === "seconds") return span(value);
  if (unit === "count") return count(value);
  return amount(value);
}

/** With its sign; of shares in percentage points. */
export function difference(value: number | null | undefined, unit: Unit): string {
  if (value === null || value === undefined) return "–";
  if (value === 0) return "0";
  const sign = value < 0 ? "−" : "+";
  if (unit === "share") return `${sign}${Math.abs(value * 100).toFixed(1)}`;
  return `${sign}${figure(Math.abs(value), unit)}`;
}

/** The unit of time in which the greatest of some spans is a few. */
export function tickUnit(unit: Unit, values: readonly (number | null)[]): number {
  if (unit !== "seconds") return 1;
  const most = Math.max(0, ...values.map((value) => Math.abs(value ?? 0)));
  return [86_400, 3_600, 60].find((seconds) => most >= 2 * seconds) ?? 1;
}

/** A difference on an axis. */
export function differenceTick(value: number, unit: Unit): string {
  if (value === 0 || unit !== "share") return difference(value, unit);
  return `${value < 0 ? "−" : "+"}${Number(Math.abs(value * 100).toFixed(1))}`;
}

const SURE = 0.05;

/** Whether it differs for sure, with all the figures that were tested in mind. */
export const isSure = ({ q }: Compared): boolean => q !== null && q <= SURE;

/** In groups of one unit, since only like can share an axis; in each the surest difference first. */
export function byUnit(figures: readonly Compared[]): { unit: Unit; figures: Compared[] }[] {
  const units = [...new Set(figures.map(({ unit }) => unit))];
  // Shares are compared in points; of times and values a tenth more is a tenth more.
  const size = ({ unit, difference, a, b }: Compared) =>
    Math.abs(difference ?? 0) / (unit === "share" ? 1 : scaleOf(a?.value, b?.value));
  return units.map((unit) => ({
    unit,
    figures: figures
      .filter((one) => one.unit === unit && one.a !== null && one.b !== null)
      .sort((x, y) => Number(isSure(y)) - Number(isSure(x)) || size(y) - size(x)),
  }));
}

const scaleOf = (...values: (number | undefined)[]) =>
  Math.max(1e-12, ...values.map((value) => Math.abs(value ?? 0)));

/** The sure difference in shares that is largest; it says most in a sentence. */
export function greatest(figures: readonly Compared[]): Compared | null {
  const sure = figures.filter((one) => isSure(one) && one.unit === "share" && one.difference !== null);
  return sure.sort((x, y) => Math.abs(y.difference ?? 0) - Math.abs(x.difference ?? 0))[0] ?? null;
}
