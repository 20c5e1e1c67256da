/** Where the arrows lead: rows are stages, steps, then lanes; the cards of a cell are passed one by one. */
import { LANES_WITHOUT_CARDS, type MapDocument } from "@/map-model";
import { cardsAt, type Grid } from "./grid";
import { cellOf, idOf, kindOf, placeOf, type Target, targetOf } from "./target";

export type Direction = "left" | "right" | "up" | "down" | "home" | "end";

const STAGES = 0;
const STEPS = 1;
const LABELS = -1;

interface Position {
  readonly row: number;
  readonly column: number;
  /** Place among the cards of the cell. */
  readonly card: number;
}

function columnOfStep(grid: Grid, step: string): number {
  return grid.columns.findIndex((column) => column.step?.id === step);
}

function positionOf(map: MapDocument, grid: Grid, target: Target): Position | null {
  const id = idOf(target);
  const kind = kindOf(target);
  if (kind === "stage")
    return { row: STAGES, column: grid.spans.find(({ stage }) => stage.id === id)?.start ?? 0, card: 0 };
  if (kind === "step") return { row: STEPS, column: columnOfStep(grid, id), card: 0 };
  const rowOfLane = (lane: string) => STEPS + 1 + grid.lanes.findIndex((one) => one.id === lane);
  if (kind === "lane") return { row: rowOfLane(id), column: LABELS, card: 0 };
  if (kind === "cell") {
    const { lane, step } = placeOf(target);
    return { row: rowOfLane(lane), column: columnOfStep(grid, step), card: 0 };
  }
  const card = map.cards[id];
  if (kind !== "card" || card === undefined) return null;
  const place = cardsAt(grid, card.lane, card.step).findIndex((one) => one.id === id);
  return { row: rowOfLane(card.lane), column: columnOfStep(grid, card.step), card: place };
}

/** The thing at a place; `fromBelow` chooses the last card of a cell. */
function targetAt(grid: Grid, row: number, column: number, fromBelow: boolean): Target | null {
  if (row === STAGES) {
    const span = grid.spans.find(({ start, columns }) => column >= start && column < start + columns);
    return span === undefined ? null : targetOf("stage", span.stage.id);
  }
  const lane = grid.lanes[row - STEPS - 1];
  if (column === LABELS) return lane === undefined ? null : targetOf("lane", lane.id);
  const step = grid.columns[column]?.step;
  if (step === undefined || step === null) return null;
  if (row === STEPS) return targetOf("step", step.id);
  if (lane === undefined) return null;
  const cards = LANES_WITHOUT_CARDS.has(lane.kind) ? [] : cardsAt(grid, lane.id, step.id);
  const card = fromBelow ? cards.at(-1) : cards[0];
  return card === undefined ? cellOf(lane.id, step.id) : targetOf("card", card.id);
}

function sideways(grid: Grid, { row, column }: Position, by: 1 | -1): Target | null {
  if (row === STAGES) {
    const here = grid.spans.findIndex(({ start, columns }) => column >= start && column < start + columns);
    const next = grid.spans[here + by];
    return next === undefined ? null : targetOf("stage", next.stage.id);
  }
  const lowest = row > STEPS ? LABELS : 0;
  for (let next = column + by; next >= lowest && next < grid.columns.length; next += by) {
    const found = targetAt(grid, row, next, false);
    if (found !== null) return found;
  }
  return null;
}

function vertically(grid: Grid, { row, column, card }: Position, by: 1 | -1): Target | null {
  const lane = grid.lanes[row - STEPS - 1];
  const step = grid.columns[column]?.step;
  if (lane !== undefined && step !== undefined && step !== null) {
    const neighbour = cardsAt(grid, lane.id, step.id)[card + by];
    if (neighbour !== undefined) return targetOf("card", neighbour.id);
  }
  return targetAt(grid, row + by, column, by < 0);
}

/** What the arrow leads to; the same thing where it leads nowhere. */
export function neighbour(map: MapDocument, grid: Grid, from: Target, direction: Direction): Target {
  const position = positionOf(map, grid, from);
  if (position === null) return targetAt(grid, STAGES, 0, false) ?? from;
  const found = {
    left: () => sideways(grid, position, -1),
    right: () => sideways(grid, position, 1),
    up: () => vertically(grid, position, -1),
    down: () => vertically(grid, position, 1),
    home: () => sideways(grid, { ...position, column: LABELS }, 1),
    end: () => sideways(grid, { ...position, column: grid.columns.length }, -1),
  }[direction]();
  return found ?? from;
}
