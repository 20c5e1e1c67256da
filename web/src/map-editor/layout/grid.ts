/** The map laid out: which column each step has, which row each lane. */
import {
  type Card,
  cardsByCell,
  cellKey,
  type Lane,
  lanesInOrder,
  type MapDocument,
  type Stage,
  type Step,
  stagesInOrder,
  stepsInOrder,
} from "@/map-model";

export interface StageSpan {
  readonly stage: Stage;
  /** Place in the palette of stages, 0 to 7. */
  readonly color: number;
  readonly start: number;
  readonly columns: number;
  readonly steps: readonly Step[];
}

/** A column; a stage without steps has one with `step` null, so that it can be seen and filled. */
export interface Column {
  readonly step: Step | null;
  readonly color: number;
  readonly first: boolean;
  readonly last: boolean;
}

export interface Grid {
  readonly spans: readonly StageSpan[];
  readonly columns: readonly Column[];
  readonly lanes: readonly Lane[];
  readonly cells: ReadonlyMap<string, readonly Card[]>;
}

const PALETTE = 8;
const NONE: readonly Card[] = [];

function columnsOf({ steps, color }: StageSpan): Column[] {
  if (steps.length === 0) return [{ step: null, color, first: true, last: true }];
  return steps.map((step, index) => ({
    step,
    color,
    first: index === 0,
    last: index === steps.length - 1,
  }));
}

export function gridOf(map: MapDocument): Grid {
  let start = 0;
  const spans = stagesInOrder(map).map((stage, index) => {
    const steps = stepsInOrder(map, stage.id);
    const columns = Math.max(1, steps.length);
    const span = { stage, color: stage.color ?? index % PALETTE, start, columns, steps };
    start += columns;
    return span;
  });
  return { spans, columns: spans.flatMap(columnsOf), lanes: lanesInOrder(map), cells: cardsByCell(map) };
}

export const cardsAt = (grid: Grid, lane: string, step: string): readonly Card[] =>
  grid.cells.get(cellKey(lane, step)) ?? NONE;

/** Whether two lists hold the same records: a cell whose cards did not change is not drawn again. */
export const sameCards = (a: readonly Card[], b: readonly Card[]): boolean =>
  a === b || (a.length === b.length && a.every((card, index) => card === b[index]));
