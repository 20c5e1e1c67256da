/** What travels through the clipboard: a rectangle of the grid, as text and, from our own maps, with every field. */
import { type Fields, type Json, LANE_KINDS, type LaneKind, SHAPES } from "@/map-model";

/** What one place holds. */
export interface Piece {
  readonly text: string;
  /** The number that a spreadsheet gives beside its shown text; free of anybody's decimal comma. */
  readonly number: number | null;
  /** The cards with their fields, as far as they are known; `null`: only the text is. */
  readonly cards: readonly Fields[] | null;
}
export interface LaneHead {
  readonly kind: LaneKind;
  readonly title: string;
}
export interface Block {
  /** Row by row; `null` is a hole, which leaves what it meets as it is. */
  readonly rows: readonly (readonly (Piece | null)[])[];
  /** Whether the first row holds the names of steps, the first column those of lanes. */
  readonly headRow: boolean;
  readonly headColumn: boolean;
  /** The lane of each row, from our own maps; empty for what came from elsewhere. */
  readonly lanes: readonly (LaneHead | null)[];
  /** The map it came from; empty for elsewhere. */
  readonly map: string;
  /** Cells replace what they meet; cards are put beside it. */
  readonly as: "cells" | "cards";
}

export const textPiece = (text: string, number: number | null = null): Piece => ({
  text,
  number,
  cards: null,
});
export const heightOf = ({ rows }: Block): number => rows.length;
export const widthOfBlock = ({ rows }: Block): number => Math.max(0, ...rows.map((row) => row.length));

/** Nobody lays more than this on the clipboard; what does is no map. */
const MOST_PIECES = 200_000;
const PLACE = new Set(["id", "lane", "step", "order"]);

/** The fields of a card that go with it to another place. */
export const carried = (card: object): Fields =>
  Object.fromEntries(Object.entries(card).filter(([name]) => !PLACE.has(name))) as Fields;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Only fields that a card has, and only values that fit them: the clipboard may hold anything. */
function safeFields(value: unknown): Fields {
  const shape = SHAPES.cards ?? {};
  if (!isObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter(
      ([name, one]) =>
        !PLACE.has(name) && Object.hasOwn(shape, name) && shape[name]?.check(one as Json) === null,
    ),
  ) as Fields;
}

function pieceFrom(value: unknown): Piece | null {
  if (!isObject(value) || typeof value.text !== "string") return null;
  const cards = Array.isArray(value.cards) ? value.cards.map(safeFields) : null;
  return { text: value.text, number: null, cards };
}

function laneFrom(value: unknown): LaneHead | null {
  if (!isObject(value) || typeof value.title !== "string") return null;
  const kind = LANE_KINDS.find((one) => one === value.kind);
  return kind === undefined ? null : { kind, title: value.title };
}

/** A block out of what stands on the clipboard; `null` when it is none of ours. */
export function blockFrom(json: string): Block | null {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  if (!isObject(value) || !Array.isArray(value.rows) || !value.rows.every(Array.isArray)) return null;
  const rows = (value.rows as unknown[][]).map((row) => row.map(pieceFrom));
  if (rows.length === 0 || rows.reduce((sum, row) => sum + row.length, 0) > MOST_PIECES) return null;
  return {
    rows,
    headRow: value.headRow === true,
    headColumn: value.headColumn === true,
    lanes: Array.isArray(value.lanes) ? value.lanes.map(laneFrom) : [],
    map: typeof value.map === "string" ? value.map : "",
    as: value.as === "cards" ? "cards" : "cells",
  };
}
