/** Bins side by side, equally wide on paper, and where a value lies among them. */

export interface Bin {
  low: number;
  high: number;
  customers: number;
}

/** Where a value lies between the ends of a bin, 0 to 1: by its logarithm, unless the bin begins at zero. */
function within(value: number, { low, high }: Bin): number {
  const scale = low > 0 ? Math.log : (x: number) => x;
  const length = scale(high) - scale(low);
  return length === 0 ? 0 : Math.min(1, Math.max(0, (scale(Math.max(value, low)) - scale(low)) / length));
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

/** The edges of the bins, as many as have room; the first and the last always. */
export function ticksOf(bins: readonly Bin[], most = 9): Tick[] {
  const edges = [...bins.map((bin) => bin.low), ...bins.slice(-1).map((bin) => bin.high)];
  const step = Math.max(1, Math.ceil(bins.length / most));
  return edges
    .map((seconds, index) => ({ seconds, place: index / Math.max(1, bins.length) }))
    .filter((_, index) => index === bins.length || (index % step === 0 && bins.length - index >= step));
}
