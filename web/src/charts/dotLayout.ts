/** Where values and their intervals lie on a common axis, linear or logarithmic. */
import { scaleLinear, scaleLog } from "d3-scale";

export interface Dot {
  value: number | null;
  low?: number | null;
  high?: number | null;
}

export type DotScale = "linear" | "log";

/** Beyond the values there is room for half their span, or for an interval as wide as most are. */
const ROOM = 0.5;

const middleOf = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

const isThere = (value: number | null | undefined): value is number =>
  value != null && Number.isFinite(value);

/** The ends of the axis: all values, the reference, and the intervals, but for the few that are far wider than most. */
export function dotDomain(dots: readonly Dot[], reference: number, scale: DotScale): [number, number] {
  const onto = scale === "log" ? Math.log : (x: number) => x;
  const back = scale === "log" ? Math.exp : (x: number) => x;
  const usable = (value: number | null | undefined): value is number =>
    isThere(value) && (scale === "linear" || value > 0);
  const values = [reference, ...dots.map((dot) => dot.value).filter(usable)].map(onto);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const widths = dots.flatMap(({ low, high }) =>
    usable(low) && usable(high) ? [onto(high) - onto(low)] : [],
  );
  const room = Math.max((most - least) * ROOM, middleOf(widths));
  const bounds = dots.flatMap((dot) => [dot.low, dot.high].filter(usable)).map(onto);
  const low = Math.max(Math.min(least, ...bounds), least - room);
  const high = Math.min(Math.max(most, ...bounds), most + room);
  return low === high ? [back(low) - 1, back(high) + 1] : [back(low), back(high)];
}

/** The place along the axis, 0 to 1; beyond its ends, the end. */
export function dotPlace(value: number, domain: readonly [number, number], scale: DotScale): number {
  const place = scale === "log" ? scaleLog(domain, [0, 1]) : scaleLinear(domain, [0, 1]);
  const found = place(value);
  return Number.isFinite(found) ? Math.min(1, Math.max(0, found)) : 0;
}

/** Round numbers of a unit on the axis; powers and their halves where it is logarithmic. */
export function dotTicks(domain: readonly [number, number], scale: DotScale, unit = 1): number[] {
  if (scale === "linear")
    return scaleLinear([domain[0] / unit, domain[1] / unit], [0, 1])
      .ticks(4)
      .map((tick) => tick * unit);
  const ticks = [0.01, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 1_000];
  return ticks.filter((tick) => tick >= domain[0] && tick <= domain[1]);
}

export type Side = "above" | "below" | "unsure";

/** Which side of the reference a value is on, if its interval leaves no doubt. */
export function sideOf({ value, low, high }: Dot, reference: number): Side {
  if (!isThere(value) || !isThere(low) || !isThere(high)) return "unsure";
  if (low > reference) return "above";
  return high < reference ? "below" : "unsure";
}
