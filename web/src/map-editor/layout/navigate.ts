/** Where the keys lead: rows are stages, steps, then lanes; the cards of a cell are passed one by one. */
import { LANES_WITHOUT_CARDS, type MapDocument } from "@/map-model";
import { cardsAt, type Grid } from "./grid";
import { cellOf, idOf, kindOf, placeOf, type Target, targetOf } from "./target";

export type Way = "left" | "right" | "up" | "down";
export type Direction =
  | Way
  | "home"
  | "end"
  /** The first and the last thing of the whole map. */
  | "first"
  | "last"
  | "pageUp"
  | "pageDown"
  /** Cell by cell, row after row. */
  | "next"
  | "previous"
  /** To the edge of what is filled, as in a spreadsheet. */
  | `edge-${Way}`;

export const STAGES = 0;
export const STEPS = 1;
/** The row of the first lane. */
export const LANES = 2;
export const LABELS = -1;
const PAGE = 5;

export interface Position {
  readonly row: number;
  readonly column: number;
}

const columnOfStep = (grid: Grid, step: string): number =>
  grid.columns.findIndex((column) => column.step?.id === step);
const rowOfLane = (grid: Grid, lane: string): number => LANES + grid.lanes.findIndex(({ id }) => id === lane);
const spanAt = (grid: Grid, column: number): number =>
  grid.spans.findIndex(({ start, columns }) => column >= start && column < start + columns);

/** Row and column of a thing; `null` for what stands outside the grid, or is folded away. */
export function positionOf(map: MapDocument, grid: Grid, target: Target): Position | null {
  const found = anyPositionOf(map, grid, target);
  return found === null || found.row < 0 || (found.column < 0 && kindOf(target) !== "lane") ? null : found;
}

function anyPositionOf(map: MapDocument, grid: Grid, target: Target): Position | null {
  const id = idOf(target);
  switch (kindOf(target)) {
    case "stage":
      return { row: STAGES, column: grid.spans.find(({ stage }) => stage.id === id)?.start ?? -1 };
    case "step":
      return { row: STEPS, column: columnOfStep(grid, id) };
    case "lane":
      return grid.lanes.some((lane) => lane.id === id) ? { row: rowOfLane(grid, id), column: LABELS } : null;
    case "cell": {
      const { lane, step } = placeOf(target);
      return { row: rowOfLane(grid, lane), column: columnOfStep(grid, step) };
    }
    default: {
      const card = map.cards[id];
      return card === undefined
        ? null
        : { row: rowOfLane(grid, card.lane), column: columnOfStep(grid, card.step) };
    }
  }
}

/** The thing at a place; `from` chooses the first or the last card of a cell, or the cell as a whole. */
export function targetAt(
  grid: Grid,
  { row, column }: Position,
  from: "above" | "below" | "cell" = "above",
): Target | null {
  if (row === STAGES) {
    const span = grid.spans[spanAt(grid, column)];
    return span === undefined ? null : targetOf("stage", span.stage.id);
  }
  const lane = grid.lanes[row - LANES];
  if (column === LABELS) return lane === undefined ? null : targetOf("lane", lane.id);
  const step = grid.columns[column]?.step;
  if (step === undefined || step === null) return null;
  if (row === STEPS) return targetOf("step", step.id);
  if (lane === undefined) return null;
  const isWhole = from === "cell" || LANES_WITHOUT_CARDS.has(lane.kind) || grid.foldedLanes.has(lane.id);
  const cards = isWhole ? [] : cardsAt(grid, lane.id, step.id);
  const card = from === "below" ? cards.at(-1) : cards[0];
  return card === undefined ? cellOf(lane.id, step.id) : targetOf("card", card.id);
}

const lastRow = (grid: Grid): number => LANES + grid.lanes.length - 1;
const leftmost = (row: number): number => (row >= LANES ? LABELS : 0);

/** The next place sideways that has something; a row of stages goes by whole stages. */
function beside(grid: Grid, { row, column }: Position, by: 1 | -1): Position | null {
  if (row === STAGES) {
    const span = grid.spans[spanAt(grid, column) + by];
    return span === undefined ? null : { row, column: span.start };
  }
  for (let next = column + by; next >= leftmost(row) && next < grid.columns.length; next += by)
    if (targetAt(grid, { row, column: next }, "cell") !== null) return { row, column: next };
  return null;
}

function across(grid: Grid, { row, column }: Position, by: 1 | -1): Position | null {
  const next = { row: row + by, column };
  return targetAt(grid, next, "cell") === null ? null : next;
}

const beyond = (grid: Grid, position: Position, way: Way): Position | null =>
  way === "left" || way === "right"
    ? beside(grid, position, way === "right" ? 1 : -1)
    : across(grid, position, way === "down" ? 1 : -1);

/** Whether something stands at a place: heads always count as filled. */
function isFilled(grid: Grid, { row, column }: Position): boolean {
  const lane = grid.lanes[row - LANES];
  const step = grid.columns[column]?.step;
  if (lane === undefined || step === undefined || step === null) return true;
  if (lane.kind === "importance") return step.importance !== null;
  if (lane.kind === "numbers") return step.numbers !== null;
  return cardsAt(grid, lane.id, step.id).length > 0;
}

/** As Ctrl and an arrow in a spreadsheet: through what is filled to its end, or over what is empty to the next. */
function edge(grid: Grid, from: Position, way: Way): Position {
  const isHead = ({ row, column }: Position) => row < LANES || column === LABELS;
  const onward = (at: Position): Position | null => {
    const next = beyond(grid, at, way);
    return next !== null && (isHead(from) || !isHead(next)) ? next : null;
  };
  let at = from;
  let next = onward(at);
  if (next === null) return beyond(grid, from, way) ?? from;
  const filled = isFilled(grid, from) && isFilled(grid, next);
  while (next !== null) {
    if (filled && !isFilled(grid, next)) return at;
    at = next;
    if (!filled && isFilled(grid, at)) return at;
    next = onward(at);
  }
  return at;
}

function repeated(grid: Grid, from: Position, way: Way, times: number): Position {
  let at = from;
  for (let count = 0; count < times; count += 1) at = beyond(grid, at, way) ?? at;
  return at;
}

/** Cell by cell, then on in the next row. */
function inOrder(grid: Grid, from: Position, by: 1 | -1): Position | null {
  const next = beside(grid, from, by);
  if (next !== null && next.column !== LABELS) return next;
  const row = from.row + by;
  if (row < STAGES || row > lastRow(grid)) return null;
  return beside(grid, { row, column: by > 0 ? LABELS : grid.columns.length }, by);
}

/** The place that a key leads to, by whole cells; the same place where it leads nowhere. */
export function placeBeyond(grid: Grid, from: Position, direction: Direction): Position {
  const { row } = from;
  const end = grid.columns.length;
  switch (direction) {
    case "home":
      return beside(grid, { row, column: LABELS }, 1) ?? from;
    case "end":
      return row === STAGES
        ? { row, column: grid.spans.at(-1)?.start ?? 0 }
        : (beside(grid, { row, column: end }, -1) ?? from);
    case "first":
      return { row: STAGES, column: 0 };
    case "last":
      return beside(grid, { row: lastRow(grid), column: end }, -1) ?? from;
    case "pageUp":
      return repeated(grid, from, "up", PAGE);
    case "pageDown":
      return repeated(grid, from, "down", PAGE);
    case "next":
      return inOrder(grid, from, 1) ?? from;
    case "previous":
      return inOrder(grid, from, -1) ?? from;
    case "left":
    case "right":
    case "up":
    case "down":
      return beyond(grid, from, direction) ?? from;
    default:
      return edge(grid, from, direction.slice("edge-".length) as Way);
  }
}

/** The next card of the same cell. */
function cardBeside(map: MapDocument, grid: Grid, from: Target, by: 1 | -1): Target | null {
  const card = kindOf(from) === "card" ? map.cards[idOf(from)] : undefined;
  if (card === undefined) return null;
  const cards = cardsAt(grid, card.lane, card.step);
  const next = cards[cards.findIndex(({ id }) => id === card.id) + by];
  return next === undefined ? null : targetOf("card", next.id);
}

/** What the key leads to; the same thing where it leads nowhere. */
export function neighbour(map: MapDocument, grid: Grid, from: Target, direction: Direction): Target {
  const position = positionOf(map, grid, from);
  if (position === null) return targetAt(grid, { row: STAGES, column: 0 }) ?? from;
  if (direction === "up" || direction === "down") {
    const beside = cardBeside(map, grid, from, direction === "down" ? 1 : -1);
    if (beside !== null) return beside;
  }
  const place = placeBeyond(grid, position, direction);
  if (place.row === position.row && place.column === position.column) return from;
  const isUpward = direction === "up" || direction === "pageUp";
  return targetAt(grid, place, isUpward ? "below" : "above") ?? from;
}
