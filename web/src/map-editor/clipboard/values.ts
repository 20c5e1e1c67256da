/** What the cells of each kind of lane are as text, and how a text becomes their cards again. */
import {
  type Card,
  FIELDS_OF_LANES,
  type Fields,
  type Importance,
  type Lane,
  type LaneKind,
  type Step,
} from "@/map-model";
import type { Piece } from "./block";

/** Why something could not be put where it was meant to go; each has a text of its own. */
export type Misfit = "numbers" | "feeling" | "importance" | "picture" | "tooLong";
export class MisfitError extends Error {
  constructor(readonly misfit: Misfit) {
    super(misfit);
    this.name = "MisfitError";
  }
}

const LONGEST_TEXT = 20_000;
/** Feelings are shown, and copied, on a scale from −2 to +2. */
const SHOWN = 2;

export type Scale = "-2..2" | "1..5" | "1..10";
const SCALES: readonly { readonly scale: Scale; readonly low: number; readonly high: number }[] = [
  { scale: "-2..2", low: -2, high: 2 },
  { scale: "1..5", low: 1, high: 5 },
  { scale: "1..10", low: 1, high: 10 },
];

const shownFeeling = (emotion: number): string => {
  const shown = Number((emotion * SHOWN).toFixed(3));
  return shown > 0 ? `+${shown}` : String(shown);
};

const WORDS: Readonly<Record<string, Importance>> = {
  low: "low",
  medium: "medium",
  high: "high",
  l: "low",
  m: "medium",
  h: "high",
  "1": "low",
  "2": "medium",
  "3": "high",
};

/** Importance out of a word, in English or as the editor shows it; an empty text means none. */
export function importanceFrom(
  text: string,
  shown: Readonly<Record<string, Importance>> = {},
): Importance | null {
  const word = text.trim().toLowerCase();
  if (word === "") return null;
  const found = shown[word] ?? WORDS[word];
  if (found === undefined) throw new MisfitError("importance");
  return found;
}

const textOfCard = (kind: LaneKind, card: Card): string => {
  if (kind === "metrics") return textOfMetric(card);
  if (kind === "images") return card.text || card.image_text;
  if (kind === "emotion") return `${shownFeeling(card.emotion ?? 0)} ${card.text}`.trim();
  return card.text === "" ? card.department || card.channel : card.text;
};

/** A cell's content as text: a line a card. */
export function textOfCell(lane: Lane, step: Step, cards: readonly Card[]): string {
  if (lane.kind === "importance") return step.importance ?? "";
  if (lane.kind === "numbers")
    return step.numbers === null ? "" : String(Number(step.numbers.share.toFixed(4)));
  return cards.map((card) => textOfCard(lane.kind, card)).join("\n");
}

const FEELING = /^([+\-−–]?\d+(?:[.,]\d+)?)(?:\s+([\s\S]*))?$/;

interface Feeling {
  readonly shown: number;
  readonly text: string;
}

function feelingIn(line: string): Feeling | null {
  const found = FEELING.exec(line.trim());
  if (found === null) return null;
  const shown = Number((found[1] ?? "").replace(/[−–]/, "-").replace(",", "."));
  return { shown, text: (found[2] ?? "").trim() };
}

export const linesOf = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

/** The scale that all numbers of a row fit, the narrowest first; `null`: they fit none. */
export function scaleOf(pieces: readonly (Piece | null)[]): Scale | null {
  const values = pieces.flatMap((piece) => {
    if (piece === null || piece.cards !== null) return [];
    if (piece.number !== null) return [piece.number];
    return linesOf(piece.text).flatMap((line) => feelingIn(line)?.shown ?? []);
  });
  const fits = SCALES.find(({ low, high }) => values.every((value) => value >= low && value <= high));
  return fits?.scale ?? null;
}

function emotionOn(scale: Scale | null, shown: number): number {
  const found = SCALES.find((one) => one.scale === scale);
  if (found === undefined) throw new MisfitError("feeling");
  return (2 * (shown - found.low)) / (found.high - found.low) - 1;
}

function feelingsFrom({ text, number }: Piece, scale: Scale | null): Fields[] {
  if (number !== null) return [{ emotion: emotionOn(scale, number) }];
  return linesOf(text).map((line) => {
    const found = feelingIn(line);
    if (found === null) throw new MisfitError("feeling");
    return { emotion: emotionOn(scale, found.shown), ...(found.text === "" ? {} : { text: found.text }) };
  });
}

const checked = (text: string): string => {
  if ([...text].length > LONGEST_TEXT) throw new MisfitError("tooLong");
  return text;
};

/** The fields that a card may carry in a lane of this kind. */
function allowed(kind: LaneKind, fields: Fields): Fields {
  const foreign = Object.entries(FIELDS_OF_LANES).flatMap(([home, names]) => (home === kind ? [] : names));
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !(foreign as string[]).includes(name)));
}

/** A card of one lane made fit for another: only a curve's cards carry feelings, only metrics their values. */
function fitted(kind: LaneKind, whole: Fields): Fields {
  const fields = allowed(kind, whole);
  const { emotion = null, ...others } = fields;
  const text = typeof fields.text === "string" ? fields.text : "";
  if (kind === "emotion") {
    if (typeof emotion === "number") return fields;
    const found = feelingIn(text);
    if (found === null) throw new MisfitError("feeling");
    return { ...others, emotion: emotionOn("-2..2", found.shown), text: found.text };
  }
  if (typeof emotion !== "number") return fields;
  return { ...others, emotion: null, text: text === "" ? shownFeeling(emotion) : text };
}

const METRIC = /^([\s\S]*?)[:\s]*([+\-−]?\d[\d\u202f\u00a0]*(?:[.,]\d+)?)\s*(\D{0,40})$/;

/** A metric out of a line such as `Conversion: 12.5 %`; a line without a number is its text. */
function metricFrom(line: string): Fields {
  const [, text = "", digits = "", unit = ""] = METRIC.exec(line) ?? [];
  const value = Number(
    digits
      .replace(/[\u202f\u00a0]/g, "")
      .replace("−", "-")
      .replace(",", "."),
  );
  if (digits === "" || !Number.isFinite(value)) return { text: checked(line) };
  return { text: checked(text.trim()), value, unit: unit.trim() };
}

const textOfMetric = ({ text, value, unit }: Card): string => {
  const figure = value === null ? "" : `${value} ${unit}`.trim();
  return text !== "" && figure !== "" ? `${text}: ${figure}` : text || figure;
};

const hasPicture = (fields: Fields): boolean => typeof fields.image === "string" && fields.image !== "";

/**
 * The cards that a piece becomes in a lane of cards.
 *
 * @throws MisfitError when they cannot stand there.
 */
export function cardsFrom(kind: LaneKind, piece: Piece, scale: Scale | null): Fields[] {
  if (kind === "numbers" || kind === "importance") throw new MisfitError(kind);
  const cards = piece.cards?.map((fields) => fitted(kind, fields)) ?? null;
  if (kind === "images" && (cards ?? [{}]).some((fields) => !hasPicture(fields)))
    throw new MisfitError("picture");
  if (cards !== null) return cards;
  if (kind === "emotion") return feelingsFrom(piece, scale);
  if (kind === "metrics") return linesOf(piece.text).map(metricFrom);
  return linesOf(piece.text).map((text) => ({ text: checked(text) }));
}
