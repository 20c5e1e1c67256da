/** Where the columns stand on the poster, in CSS pixels at zoom 1: what is drawn across steps asks here. */
import type { Column } from "./grid";
import { COLUMN, FOLDED } from "./sizes";

const widthOfOne = ({ folded }: Column): number => (folded === null ? COLUMN : FOLDED);

/** The middle of each column, from the first column's left edge. */
export function centresOf(columns: readonly Column[]): number[] {
  let left = 0;
  return columns.map((column) => {
    const width = widthOfOne(column);
    left += width;
    return left - width / 2;
  });
}

/** How wide all columns are together. */
export const widthOf = (columns: readonly Column[]): number =>
  columns.reduce((sum, column) => sum + widthOfOne(column), 0);

/** The columns' widths as a list of tracks, for a CSS grid. */
export const tracksOfColumns = (columns: readonly Column[]): string =>
  columns.map((column) => `${widthOfOne(column)}px`).join(" ");

/** The middle of each step's column, by the id of the step. */
export function centresOfSteps(columns: readonly Column[]): ReadonlyMap<string, number> {
  const centres = centresOf(columns);
  return new Map(
    columns.flatMap(({ step }, index) => (step === null ? [] : [[step.id, centres[index] ?? 0] as const])),
  );
}
