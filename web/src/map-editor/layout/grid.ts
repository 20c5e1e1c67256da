/** The map laid out: which column each step has, which row each lane. */
import {
  byOrder,
  type Card,
  type Lane,
  lanesInOrder,
  type MapDocument,
  type Stage,
  type Step,
  stagesInOrder,
} from "@/map-model";
import { idOf, kindOf, type Target, targetOf } from "./target";

export interface StageSpan {
  readonly stage: Stage;
  /** Place in the palette of stages, 0 to 7. */
  readonly color: number;
  readonly start: number;
  readonly columns: number;
  readonly steps: readonly Step[];
  readonly folded: boolean;
}

/** A column; a stage without steps has one with `step` null, so that it can be seen and filled. */
export interface Column {
  readonly step: Step | null;
  readonly color: number;
  readonly first: boolean;
  readonly last: boolean;
  /** The steps of a folded stage, which share one narrow column; `null` for every other column. */
  readonly folded: readonly Step[] | null;
}

/** The cards of one lane, by step, top to bottom. */
export type LaneCells = ReadonlyMap<string, readonly Card[]>;

export interface Grid {
  readonly spans: readonly StageSpan[];
  readonly columns: readonly Column[];
  readonly lanes: readonly Lane[];
  /** By lane: a lane in which nothing changed keeps its very cells. */
  readonly cells: ReadonlyMap<string, LaneCells>;
  /** Lanes that are folded to one line, by id. */
  readonly foldedLanes: ReadonlySet<string>;
}

const PALETTE = 8;
const NONE: readonly Card[] = [];
const NOTHING_FOLDED: ReadonlySet<Target> = new Set();

function columnsOf({ steps, color, folded }: StageSpan): Column[] {
  if (folded) return [{ step: null, color, first: true, last: true, folded: steps }];
  if (steps.length === 0) return [{ step: null, color, first: true, last: true, folded: null }];
  return steps.map((step, index) => ({
    step,
    color,
    first: index === 0,
    last: index === steps.length - 1,
    folded: null,
  }));
}

/** What was computed from a part of the map, until that part changes. */
function kept<Part extends object, Value>(compute: (part: Part) => Value): (part: Part) => Value {
  const known = new WeakMap<Part, Value>();
  return (part) => {
    const value = known.get(part) ?? compute(part);
    known.set(part, value);
    return value;
  };
}

const stepsByStage = kept((steps: MapDocument["steps"]) => {
  const stages = new Map<string, Step[]>();
  for (const step of Object.values(steps).sort(byOrder))
    stages.set(step.stage, [...(stages.get(step.stage) ?? []), step]);
  return stages;
});
const lanesOf = kept((lanes: MapDocument["lanes"]) => lanesInOrder({ lanes } as MapDocument));
const stagesOf = kept((stages: MapDocument["stages"]) => stagesInOrder({ stages } as MapDocument));

type Cards = MapDocument["cards"];
let last: { readonly cards: Cards; readonly cells: ReadonlyMap<string, LaneCells> } = {
  cards: {},
  cells: new Map(),
};

/** The lanes in which a card came, went or changed. */
function lanesChanged(before: Cards, after: Cards): ReadonlySet<string> {
  const lanes = new Set<string>();
  for (const id in after) {
    const [old, card] = [before[id], after[id]];
    if (old === card) continue;
    if (old !== undefined) lanes.add(old.lane);
    if (card !== undefined) lanes.add(card.lane);
  }
  for (const id in before) if (after[id] === undefined) lanes.add(before[id]?.lane ?? "");
  return lanes;
}

/** A cell whose cards are the same ones keeps its very list, so that it is not drawn again. */
function keepLists(before: LaneCells | undefined, cells: Map<string, readonly Card[]>): LaneCells {
  for (const [step, cell] of cells) {
    const old = before?.get(step);
    if (old !== undefined && sameCards(old, cell)) cells.set(step, old);
  }
  return cells;
}

const cellsOf = kept((cards: Cards) => {
  const changed = lanesChanged(last.cards, cards);
  const drawn = new Map<string, Map<string, Card[]>>();
  for (const card of Object.values(cards)) {
    if (!changed.has(card.lane)) continue;
    const lane = drawn.get(card.lane) ?? new Map<string, Card[]>();
    drawn.set(card.lane, lane);
    const cell = lane.get(card.step);
    if (cell === undefined) lane.set(card.step, [card]);
    else cell.push(card);
  }
  const cells = new Map(last.cells);
  for (const lane of changed) {
    const lists = drawn.get(lane);
    for (const list of lists?.values() ?? []) list.sort(byOrder);
    if (lists === undefined) cells.delete(lane);
    else cells.set(lane, keepLists(last.cells.get(lane), lists));
  }
  last = { cards, cells };
  return cells;
});

function spansOf(map: MapDocument, folded: ReadonlySet<Target>): StageSpan[] {
  const steps = stepsByStage(map.steps);
  let start = 0;
  return stagesOf(map.stages).map((stage, index) => {
    const own = steps.get(stage.id) ?? [];
    const isFolded = folded.has(targetOf("stage", stage.id));
    const columns = isFolded ? 1 : Math.max(1, own.length);
    const color = stage.color ?? index % PALETTE;
    start += columns;
    return { stage, color, start: start - columns, columns, steps: own, folded: isFolded };
  });
}

const layoutOf = kept((folded: ReadonlySet<Target>) =>
  kept((stages: MapDocument["stages"]) =>
    kept((steps: MapDocument["steps"]) => {
      const spans = spansOf({ stages, steps } as MapDocument, folded);
      return { spans, columns: spans.flatMap(columnsOf) };
    }),
  ),
);
const foldedLanesOf = kept(
  (folded: ReadonlySet<Target>) =>
    new Set([...folded].filter((target) => kindOf(target) === "lane").map(idOf)),
);

/** The map laid out; parts of the map that did not change give the very same parts of the grid. */
export function gridOf(map: MapDocument, folded: ReadonlySet<Target> = NOTHING_FOLDED): Grid {
  return {
    ...layoutOf(folded)(map.stages)(map.steps),
    lanes: lanesOf(map.lanes),
    cells: cellsOf(map.cards),
    foldedLanes: foldedLanesOf(folded),
  };
}

export const cardsAt = (grid: Grid, lane: string, step: string): readonly Card[] =>
  grid.cells.get(lane)?.get(step) ?? NONE;

/** Whether two lists hold the same records: a cell whose cards did not change is not drawn again. */
export const sameCards = (a: readonly Card[], b: readonly Card[]): boolean =>
  a === b || (a.length === b.length && a.every((card, index) => card === b[index]));
