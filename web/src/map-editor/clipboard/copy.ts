/** A block out of what is selected. */
import type { Card, MapDocument } from "@/map-model";
import { cardsAt, type Grid } from "../layout/grid";
import { LABELS, LANES, type Position, STAGES, STEPS, targetAt } from "../layout/navigate";
import { regionOf, targetsIn, wholeColumns } from "../layout/region";
import { idOf, kindOf, type Target } from "../layout/target";
import { type Block, carried, type LaneHead, type Piece, textPiece } from "./block";
import { textOfCell } from "./values";

function pieceAt(grid: Grid, { row, column }: Position): Piece {
  const lane = grid.lanes[row - LANES];
  const step = grid.columns[column]?.step ?? null;
  if (column === LABELS) return textPiece(lane?.title ?? "");
  if (row === STEPS) return textPiece(step?.title ?? "");
  if (lane === undefined || step === null) return textPiece("");
  const cards = cardsAt(grid, lane.id, step.id);
  const hasCards = lane.kind !== "importance" && lane.kind !== "numbers";
  return { text: textOfCell(lane, step, cards), number: null, cards: hasCards ? cards.map(carried) : null };
}

const ofCard = (map: MapDocument, card: Card): Piece | null => {
  const lane = map.lanes[card.lane];
  const step = map.steps[card.step];
  if (lane === undefined || step === undefined) return null;
  return { text: textOfCell(lane, step, [card]), number: null, cards: [carried(card)] };
};

function cardsOnly(map: MapDocument, targets: readonly Target[]): Block {
  const cards = targets.flatMap((target) => map.cards[idOf(target)] ?? []);
  const rows = cards.map((card) => [ofCard(map, card)]);
  const lanes = cards.map(({ lane }) => headOf(map.lanes[lane]));
  return { rows, headRow: false, headColumn: false, lanes, map: map.map.id, as: "cards" };
}

const headOf = (lane: LaneHead | undefined): LaneHead | null =>
  lane === undefined ? null : { kind: lane.kind, title: lane.title };

/** A selected lane stands for its whole row, a stage for the columns of its steps. */
function widened(map: MapDocument, grid: Grid, targets: readonly Target[]): readonly Target[] {
  if (targets.every((target) => kindOf(target) === "lane")) {
    const rows = targets.flatMap((target) => regionOf(map, grid, [target]) ?? []);
    return rows.flatMap((row) => targetsIn(grid, { ...row, right: grid.columns.length - 1 }));
  }
  if (!targets.every((target) => kindOf(target) === "stage")) return targets;
  return grid.spans
    .filter(({ stage }) => targets.includes(`stage:${stage.id}`))
    .flatMap(({ start, columns }) =>
      targetsIn(
        grid,
        wholeColumns(grid, { top: STAGES, bottom: STAGES, left: start, right: start + columns - 1 }),
      ),
    );
}

/** Cards that are chosen one by one travel as cards, everything else as the smallest rectangle around it. */
export function copied(map: MapDocument, grid: Grid, selected: readonly Target[]): Block | null {
  if (selected.length > 0 && selected.every((target) => kindOf(target) === "card"))
    return cardsOnly(map, selected);
  const targets = widened(map, grid, selected);
  const region = regionOf(map, grid, targets);
  if (region === null || region.top === STAGES) return null;
  const chosen = new Set<Target>(targets.map((target) => cellOfCard(map, target)));
  const columns: number[] = [];
  for (let column = region.left; column <= region.right; column += 1)
    if (column === LABELS || grid.columns[column]?.step) columns.push(column);
  const rows: (Piece | null)[][] = [];
  const lanes: (LaneHead | null)[] = [];
  for (let row = region.top; row <= region.bottom; row += 1) {
    lanes.push(headOf(grid.lanes[row - LANES]));
    rows.push(
      columns.map((column) => {
        if (column === LABELS && row === STEPS) return textPiece("");
        const target = targetAt(grid, { row, column }, "cell");
        return target !== null && chosen.has(target) ? pieceAt(grid, { row, column }) : null;
      }),
    );
  }
  const heads = { headRow: region.top === STEPS, headColumn: region.left === LABELS };
  return { rows, ...heads, lanes, map: map.map.id, as: "cells" };
}

const cellOfCard = (map: MapDocument, target: Target): Target => {
  const card = kindOf(target) === "card" ? map.cards[idOf(target)] : undefined;
  return card === undefined ? target : `cell:${card.lane}/${card.step}`;
};
