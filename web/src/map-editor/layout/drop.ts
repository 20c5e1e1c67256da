/** Where dragged things may be put down, and the edit that puts them there: the same for the mouse and for the keyboard. */
import {
  type Card,
  type Change,
  cardsIn,
  type Edit,
  type Fields,
  keysBetween,
  lanesInOrder,
  type MapDocument,
  stagesInOrder,
  stepsInOrder,
  type TableName,
} from "@/map-model";
import { mayHold } from "./edits";
import { idOf, kindOf, placeOf, type Target } from "./target";

/** Where something is put down: at a thing, on its far side or on its near one. */
export interface Drop {
  readonly over: Target;
  readonly after: boolean;
}

const isDefined = <Value>(value: Value | undefined): value is Value => value !== undefined;

function cardsOf(map: MapDocument, held: readonly Target[]): Card[] {
  return held.map((target) => map.cards[idOf(target)]).filter(isDefined);
}

function laneUnder(map: MapDocument, over: Target): string | undefined {
  return kindOf(over) === "cell" ? placeOf(over).lane : map.cards[idOf(over)]?.lane;
}

/** Whether all that is held may be put down at a thing. */
export function accepts(map: MapDocument, held: readonly Target[], over: Target): boolean {
  const kinds = new Set(held.map(kindOf));
  const [kind] = kinds;
  if (kinds.size !== 1 || held.includes(over)) return false;
  if (kind === "card") {
    const lane = map.lanes[laneUnder(map, over) ?? ""];
    return lane !== undefined && cardsOf(map, held).every((card) => mayHold(lane, card));
  }
  if (kind === "step") return kindOf(over) === "step" || kindOf(over) === "stage";
  return (kind === "stage" || kind === "lane") && kindOf(over) === kind;
}

interface Row {
  readonly id: string;
  readonly order: string;
}

/** Keys for several records at `index` among `rows`; equal neighbours leave no room, so the next larger key bounds. */
function keysAt(rows: readonly Row[], index: number, count: number): string[] {
  const low = rows[index - 1]?.order ?? null;
  const high = rows.slice(index).find(({ order }) => low === null || order > low)?.order ?? null;
  return keysBetween(low, high, count);
}

/** Moves records, in their own order, beside one of `rows`, or to their end. */
function moved(
  table: TableName,
  rows: readonly Row[],
  held: readonly string[],
  { beside, after, to }: { beside: string | null; after: boolean; to: (id: string) => Fields },
): Change[] {
  const others = rows.filter(({ id }) => !held.includes(id));
  const found = others.findIndex(({ id }) => id === beside);
  const index = found < 0 ? others.length : found + (after ? 1 : 0);
  const orders = keysAt(others, index, held.length);
  return held.map((id, at) => ({
    do: "move",
    table,
    record_id: id,
    to: { ...to(id), order: orders[at] ?? "a0" },
  }));
}

function movedCards(map: MapDocument, held: readonly Target[], { over, after }: Drop): Change[] {
  const card = map.cards[idOf(over)];
  const { lane, step } = card ?? placeOf(over);
  const to = (id: string): Fields => {
    const from = map.cards[id];
    return { ...(from?.lane === lane ? {} : { lane }), ...(from?.step === step ? {} : { step }) };
  };
  const ids = cardsOf(map, held).map(({ id }) => id);
  return moved("cards", cardsIn(map, lane, step), ids, { beside: card?.id ?? null, after, to });
}

function movedSteps(map: MapDocument, held: readonly Target[], { over, after }: Drop): Change[] {
  const beside = map.steps[idOf(over)];
  const stage = beside?.stage ?? idOf(over);
  const to = (id: string): Fields => (map.steps[id]?.stage === stage ? {} : { stage });
  return moved("steps", stepsInOrder(map, stage), held.map(idOf), { beside: beside?.id ?? null, after, to });
}

/** The one edit that puts down what is held; `null` where it may not stand. */
export function dropped(map: MapDocument, held: readonly Target[], drop: Drop): Edit | null {
  if (!accepts(map, held, drop.over)) return null;
  const kind = kindOf(drop.over);
  const inPlace = { beside: idOf(drop.over), after: drop.after, to: () => ({}) };
  const operations =
    kindOf(held[0] ?? drop.over) === "card"
      ? movedCards(map, held, drop)
      : kindOf(held[0] ?? drop.over) === "step"
        ? movedSteps(map, held, drop)
        : kind === "stage"
          ? moved("stages", stagesInOrder(map), held.map(idOf), inPlace)
          : moved("lanes", lanesInOrder(map), held.map(idOf), inPlace);
  const [only] = operations;
  if (only === undefined) return null;
  return operations.length === 1 ? only : { do: "batch", operations, label: "move" };
}

/** Things in the order of the map, so that what is moved together stays in order. */
export function inMapOrder(map: MapDocument, targets: readonly Target[]): Target[] {
  const steps = stepsInOrder(map).map(({ id }) => id);
  const lanes = lanesInOrder(map).map(({ id }) => id);
  const stages = stagesInOrder(map).map(({ id }) => id);
  const rank = (target: Target): readonly (number | string)[] => {
    const id = idOf(target);
    const card = map.cards[id];
    if (card !== undefined) return [lanes.indexOf(card.lane), steps.indexOf(card.step), card.order];
    return [Math.max(steps.indexOf(id), lanes.indexOf(id), stages.indexOf(id))];
  };
  const ranks = new Map(targets.map((target) => [target, rank(target)]));
  return [...targets].sort((a, b) => compared(ranks.get(a) ?? [], ranks.get(b) ?? []));
}

function compared(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  for (const [index, one] of a.entries()) {
    const other = b[index];
    if (other === undefined || one === other) continue;
    return one < other ? -1 : 1;
  }
  return 0;
}

/** On which side of `over` a thing comes to stand that is moved there: on the far one, seen from where it was. */
export function isAfter(map: MapDocument, held: readonly Target[], over: Target): boolean {
  const first = held[0];
  if (first === undefined || kindOf(first) !== kindOf(over)) return true;
  const [card, other] = [map.cards[idOf(first)], map.cards[idOf(over)]];
  if (card !== undefined && other !== undefined && (card.lane !== other.lane || card.step !== other.step))
    return false;
  return inMapOrder(map, [first, over])[0] === first;
}
