/** Where the columns stand on the poster, in CSS pixels at zoom 1: what is drawn across steps asks here. */
import type { Column } from "./grid";
import { COLUMN } from "./sizes";

/** The middle of each column, from the first column's left edge. */
export const centresOf = (columns: readonly Column[]): number[] =>
  columns.map((_, index) => (index + 0.5) * COLUMN);

/** How wide all columns are together. */
export const widthOf = (columns: readonly Column[]): number => columns.length * COLUMN;

/** The middle of each step's column, by the id of the step. */
export function centresOfSteps(columns: readonly Column[]): ReadonlyMap<string, number> {
  const centres = centresOf(columns);
  return new Map(
    columns.flatMap(({ step }, index) => (step === null ? [] : [[step.id, centres[index] ?? 0] as const])),
  );
}
