/** Where the feelings of both sides are drawn. */
import { curveMonotoneX, line } from "d3-shape";
import type { Column } from "./queries";

/** Pixels: a column, the picture's height, and the air over and under the scale. */
export const WIDTH = 190;
export const HEIGHT = 190;
const MARGIN = 22;

/** The height of a feeling (-1 to +1), in pixels from the top. */
export const yOf = (feeling: number): number => HEIGHT / 2 - feeling * (HEIGHT / 2 - MARGIN);

export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** A point in the middle of each column where something is felt. */
export const pointsOf = (columns: readonly Column[], side: "feeling_a" | "feeling_b"): Spot[] =>
  columns.flatMap((column, index) => {
    const feeling = column[side];
    return feeling === null ? [] : [{ x: (index + 0.5) * WIDTH, y: yOf(feeling) }];
  });

/** A smooth line that never rises or falls beyond its points. */
export const curvePath = (points: readonly Spot[]): string =>
  line<Spot>(
    ({ x }) => x,
    ({ y }) => y,
  ).curve(curveMonotoneX)([...points]) ?? "";
