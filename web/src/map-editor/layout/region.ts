/** Rectangles of the grid: what a range holds, which one a selection stands for. */
import type { MapDocument } from "@/map-model";
import type { Grid } from "./grid";
import { LABELS, LANES, type Position, positionOf, STAGES, STEPS, targetAt } from "./navigate";
import { kindOf, type Target } from "./target";

/** From the first to the last row and column, both included. */
export interface Region {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export const rowsOf = ({ top, bottom }: Region): number => bottom - top + 1;
export const columnsOf = ({ left, right }: Region): number => right - left + 1;

export function regionAround(places: readonly Position[]): Region | null {
  if (places.length === 0) return null;
  let [top, left, bottom, right] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { row, column } of places) {
    top = Math.min(top, row);
    left = Math.min(left, column);
    bottom = Math.max(bottom, row);
    right = Math.max(right, column);
  }
  return { top, left, bottom, right };
}

/** The rectangle between two things; a range of stages stays one of stages, else stages give way to their steps. */
export function regionBetween(map: MapDocument, grid: Grid, a: Target, b: Target): Region | null {
  const places = [positionOf(map, grid, a), positionOf(map, grid, b)];
  const [one, other] = places;
  if (one === null || one === undefined || other === null || other === undefined) return null;
  const lowest = one.row === STAGES && other.row === STAGES ? STAGES : STEPS;
  return regionAround([one, other].map(({ row, column }) => ({ row: Math.max(lowest, row), column })));
}

/** Every thing of a rectangle, row by row; cells as a whole. */
export function targetsIn(grid: Grid, region: Region): Target[] {
  const found = new Set<Target>();
  for (let row = region.top; row <= region.bottom; row += 1)
    for (let column = region.left; column <= region.right; column += 1) {
      const target = targetAt(grid, { row, column }, "cell");
      if (target !== null) found.add(target);
    }
  return [...found];
}

/** The smallest rectangle around things; stages stand for their columns. */
export function regionOf(map: MapDocument, grid: Grid, targets: readonly Target[]): Region | null {
  return regionAround(targets.flatMap((target) => positionOf(map, grid, target) ?? []));
}

const bottomOf = (grid: Grid): number => LANES + grid.lanes.length - 1;

/** Whole columns of a rectangle: their steps and every cell below. */
export const wholeColumns = (grid: Grid, { left, right }: Region): Region => ({
  top: STEPS,
  left: Math.max(0, left),
  bottom: bottomOf(grid),
  right,
});

/** Whole rows of a rectangle: the lanes' names and every cell beside. */
export const wholeRows = (grid: Grid, { top, bottom }: Region): Region => ({
  top: Math.max(LANES, top),
  left: LABELS,
  bottom: Math.max(LANES, bottom),
  right: grid.columns.length - 1,
});

export const everything = (grid: Grid): Region => ({
  top: STEPS,
  left: LABELS,
  bottom: bottomOf(grid),
  right: grid.columns.length - 1,
});

/** The cells of a rectangle, without heads. */
export const bodyOf = (region: Region): Region | null => {
  const body = { ...region, top: Math.max(LANES, region.top), left: Math.max(0, region.left) };
  return body.top > body.bottom || body.left > body.right ? null : body;
};

export const isCellLike = (target: Target): boolean => ["cell", "card"].includes(kindOf(target));
