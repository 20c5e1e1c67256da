/** Bins side by side, and where a value lies among them. The bins may be of any, mostly logarithmic, width. */

export interface Bin {
  low: number;
  high: number;
  customers: number;
}

/** Inside a bin that starts at zero the logarithm has no left end; a second is small enough. */
const SMALLEST = 1;

/** Where a value lies between the ends of a bin, 0 to 1, on a logarithmic scale. */
function within(value: number, { low, high }: Bin): number {
  const logarithm = (x: number) => Math.log(Math.max(x, low > 0 ? low : Math.min(SMALLEST, high / 10)));
  const length = logarithm(high) - logarithm(low);
  return length === 0 ? 0 : Math.min(1, Math.max(0, (logarithm(value) - logarithm(low)) / length));
}

/** The place of a value along the axis, 0 to 1. */
export function placeOf(value: number, bins: readonly Bin[]): number {
  const index = bins.findIndex((bin) => value < bin.high);
  if (index === -1) return bins.length === 0 ? 0 : 1;
  const bin = bins[index];
  return bin === undefined ? 0 : (index + within(value, bin)) / bins.length;
}

export interface Tick {
  place: number;
  seconds: number;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Spans that people think in, from a second to ten years. */
const ROUND = [
  1,
  10,
  MINUTE,
  10 * MINUTE,
  HOUR,
  6 * HOUR,
  DAY,
  3 * DAY,
  7 * DAY,
  30 * DAY,
  90 * DAY,
  365.25 * DAY,
  3652.5 * DAY,
];

/** Round spans inside the bins, no two closer than `apart` of the axis. */
export function ticksOf(bins: readonly Bin[], apart = 0.07): Tick[] {
  const first = bins[0]?.low ?? 0;
  const last = bins.at(-1)?.high ?? 0;
  const ticks: Tick[] = [];
  for (const seconds of ROUND) {
    if (seconds < first || seconds > last) continue;
    const place = placeOf(seconds, bins);
    if (place - (ticks.at(-1)?.place ?? -1) >= apart) ticks.push({ place, seconds });
  }
  return ticks;
}
