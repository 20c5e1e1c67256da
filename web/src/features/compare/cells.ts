/** What stands in the cells of both sides, and where they differ. */
import { type Card, cardsByCell, cellKey, type Lane, type MapDocument, type Step } from "@/map-model";
import type { Comparison, DifferenceLine } from "./queries";

/** What is compared of a card: everything that a reader sees. */
const UNSEEN = new Set(["id", "order", "persona"]);
const seenOf = (card: Card): string =>
  JSON.stringify(Object.entries(card).filter(([name]) => !UNSEEN.has(name)));

export const sameCards = (a: readonly Card[], b: readonly Card[]): boolean =>
  a.length === b.length && a.every((card, index) => seenOf(card) === seenOf(b[index] as Card));

export interface Cell {
  readonly a: readonly Card[];
  readonly b: readonly Card[];
  readonly same: boolean;
}

export interface LaneRow {
  readonly lane: Lane;
  readonly cells: readonly Cell[];
}

const NONE: readonly Card[] = [];
const cardsAt = (cells: ReadonlyMap<string, readonly Card[]>, lane: string, step: string | null) =>
  (step === null ? undefined : cells.get(cellKey(lane, step))) ?? NONE;

/** The rows of the table: every lane of either side that holds cards; feelings have a row of their own. */
export function rowsOf({ a, b, columns, lanes }: Comparison): LaneRow[] {
  const sides = [cardsByCell(a.document), cardsByCell(b.document)] as const;
  return lanes.flatMap((id) => {
    const lane = b.document.lanes[id] ?? a.document.lanes[id];
    if (lane === undefined || lane.kind === "emotion") return [];
    const cells = columns.map((column) => {
      const [one, other] = [cardsAt(sides[0], id, column.a), cardsAt(sides[1], id, column.b)];
      return { a: one, b: other, same: sameCards(one, other) };
    });
    return cells.some((cell) => cell.a.length + cell.b.length > 0) ? [{ lane, cells }] : [];
  });
}

export interface StageSpan {
  readonly key: string;
  readonly a: string;
  readonly b: string;
  readonly columns: number;
}

const stageOf = (map: MapDocument, step: string | null) =>
  step === null ? undefined : map.stages[map.steps[step]?.stage ?? ""];

/** The stages over the columns; where the sides name them differently, both names. */
export function spansOf({ a, b, columns }: Comparison): StageSpan[] {
  const spans: { key: string; a: string; b: string; columns: number }[] = [];
  for (const column of columns) {
    const [one, other] = [stageOf(a.document, column.a), stageOf(b.document, column.b)];
    const key = (other ?? one)?.id ?? "";
    const last = spans.at(-1);
    if (last?.key === key) {
      last.columns += 1;
      last.a ||= one?.title ?? "";
      last.b ||= other?.title ?? "";
    } else spans.push({ key, a: one?.title ?? "", b: other?.title ?? "", columns: 1 });
  }
  return spans;
}

/** The column that a difference is seen at; nothing where it concerns the map as a whole. */
export function columnOf({ table, record_id: id }: DifferenceLine, found: Comparison): number | null {
  const cards = { ...found.a.document.cards, ...found.b.document.cards };
  const step = table === "steps" ? id : table === "cards" ? cards[id]?.step : undefined;
  const inStage = (at: Step | undefined) => table === "stages" && at?.stage === id;
  const place = found.columns.findIndex(({ a, b }) => {
    if (step !== undefined) return a === step || b === step;
    return inStage(found.a.document.steps[a ?? ""]) || inStage(found.b.document.steps[b ?? ""]);
  });
  return place === -1 ? null : place;
}
