/** Lines over a common axis as paths, with the band of their intervals; by the point or in steps. */

export interface LinePoint {
  x: number;
  value: number;
  low?: number | null;
  high?: number | null;
}

export interface Frame {
  width: number;
  height: number;
  x: readonly [number, number];
  y: readonly [number, number];
}

type Place = readonly [number, number];

const along = (value: number, [low, high]: readonly [number, number]) =>
  high === low ? 0.5 : (value - low) / (high - low);

export const xOf = (frame: Frame, x: number): number => along(x, frame.x) * frame.width;

export const yOf = (frame: Frame, y: number): number =>
  (1 - Math.min(1, Math.max(0, along(y, frame.y)))) * frame.height;

/** A step holds its height until the next point: the corner between two places. */
const withCorners = (places: readonly Place[], steps: boolean): Place[] =>
  places.flatMap((place, index) => {
    const before = places[index - 1];
    return steps && before !== undefined ? [[place[0], before[1]] as const, place] : [place];
  });

const round = (value: number) => Math.round(value * 100) / 100;

const path = (places: readonly Place[]): string =>
  places.map(([x, y], index) => `${index === 0 ? "M" : "L"}${round(x)} ${round(y)}`).join("");

export function linePath(points: readonly LinePoint[], frame: Frame, steps = false): string {
  const places = points.map((point): Place => [xOf(frame, point.x), yOf(frame, point.value)]);
  return path(withCorners(places, steps));
}

/** The area between the lower and the upper bounds; empty where a point has none. */
export function bandPath(points: readonly LinePoint[], frame: Frame, steps = false): string {
  const bounded = points.filter((point) => point.low != null && point.high != null);
  if (bounded.length < 2) return "";
  const edge = (bound: (point: LinePoint) => number | null | undefined) =>
    withCorners(
      bounded.map((point): Place => [xOf(frame, point.x), yOf(frame, bound(point) ?? point.value)]),
      steps,
    );
  return `${path([...edge((point) => point.high), ...edge((point) => point.low).reverse()])}Z`;
}

/** The whole of the lines' x, and a y from zero to a round number above the highest bound. */
export function domainsOf(lines: readonly (readonly LinePoint[])[]): Pick<Frame, "x" | "y"> {
  const points = lines.flat();
  const xs = points.map((point) => point.x);
  const top = Math.max(0, ...points.map((point) => point.high ?? point.value));
  return { x: [Math.min(...xs, Number.POSITIVE_INFINITY), Math.max(...xs)], y: [0, top === 0 ? 1 : top] };
}

/** The place in a rising list that is nearest to a number. */
export function nearest(sorted: readonly number[], wanted: number): number {
  let best = 0;
  for (const [index, value] of sorted.entries())
    if (Math.abs(value - wanted) < Math.abs((sorted[best] ?? value) - wanted)) best = index;
  return best;
}
