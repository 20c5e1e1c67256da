/** The emotion curve: where its points lie and how the line runs through them. */
import { area, curveMonotoneX, line } from "d3-shape";
import type { Aspect, Card, StepNumbers } from "@/map-model";

export const CURVE_HEIGHT = 208;
const MARGIN = 34;

export interface Point {
  readonly x: number;
  readonly y: number;
  readonly card: Card;
}
/** A place that a line runs through. */
export interface Spot {
  readonly step: string;
  readonly emotion: number;
  readonly x: number;
  readonly y: number;
}
export interface Track {
  /** Persona id; `null`: customers in general. */
  readonly persona: string | null;
  /** Every card, each where it stands. */
  readonly points: readonly Point[];
  /** What is felt in all. */
  readonly whole: readonly Spot[];
  /** What the stage itself brings, whatever the service. */
  readonly context: readonly Spot[];
  /** What the service adds to it. */
  readonly service: readonly Spot[];
}

/** Height on the picture of a feeling from -1 to +1. */
export const yOf = (emotion: number, height: number = CURVE_HEIGHT): number =>
  height / 2 - emotion * (height / 2 - MARGIN);

/** The feeling at a height, to the nearest eighth of a step of the shown scale. */
export function emotionAt(y: number, height: number = CURVE_HEIGHT): number {
  const feeling = (height / 2 - y) / (height / 2 - MARGIN);
  return Math.max(-1, Math.min(1, Math.round(feeling * 16) / 16));
}

const x = (point: { x: number }) => point.x;
const y = (point: { y: number }) => point.y;

/** A smooth line that never rises or falls beyond its points. */
export const curvePath = (points: readonly { x: number; y: number }[]): string =>
  line<{ x: number; y: number }>(x, y).curve(curveMonotoneX)([...points]) ?? "";

/** The land between the curve and the zero line. */
export const landPath = (
  points: readonly { x: number; y: number }[],
  height: number = CURVE_HEIGHT,
): string => area<{ x: number; y: number }>(x, height / 2, y).curve(curveMonotoneX)([...points]) ?? "";

/** The band between two heights, such as an interval along a curve. */
export const bandPath = (points: readonly { x: number; low: number; high: number }[]): string =>
  area<{ x: number; low: number; high: number }>(
    x,
    (point) => point.low,
    (point) => point.high,
  ).curve(curveMonotoneX)([...points]) ?? "";

/** How far the points of each persona stand beside the middle of a step, so that no two hide each other. */
export function shiftsOf(personas: readonly (string | null)[]): ReadonlyMap<string | null, number> {
  const gap = personas.length > 4 ? 24 : 34;
  return new Map(personas.map((persona, index) => [persona, (index - (personas.length - 1) / 2) * gap]));
}

/** Who has points on the curve: customers in general first, then personas in the order of their points. */
export const walkersOf = (cards: readonly Card[]): (string | null)[] =>
  [...new Set(cards.map((card) => card.persona))].sort((a, b) => (a === null ? -1 : b === null ? 1 : 0));

function grouped<Row, Key>(rows: readonly Row[], key: (row: Row) => Key): ReadonlyMap<Key, Row[]> {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
  return groups;
}

const clamped = (emotion: number): number => Math.max(-1, Math.min(1, emotion));
const meanOf = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, one) => sum + one, 0) / values.length;

/** A part of what is felt at one step: the mean of the cards that say it. */
function partOf(cards: readonly Card[], aspect: Aspect | null): number | null {
  return meanOf(
    cards.flatMap((card) => (card.aspect === aspect && card.emotion !== null ? [card.emotion] : [])),
  );
}

/** What is felt at a step: as it is said, or what the stage brings and what the service adds, together. */
export function wholeOf(cards: readonly Card[]): number | null {
  const said = partOf(cards, null);
  if (said !== null) return said;
  const context = partOf(cards, "context");
  const service = partOf(cards, "service");
  return context === null && service === null ? null : clamped((context ?? 0) + (service ?? 0));
}

function spotsOf(
  byStep: ReadonlyMap<string, readonly Card[]>,
  at: (step: string) => number,
  feeling: (cards: readonly Card[]) => number | null,
): Spot[] {
  return [...byStep]
    .flatMap(([step, cards]) => {
      const emotion = feeling(cards);
      return emotion === null ? [] : [{ step, emotion, x: at(step), y: yOf(emotion) }];
    })
    .sort((a, b) => a.x - b.x);
}

/** Whose curve a pen most likely draws: who was drawn last, if they walk here, else the first who does. */
export function likelyWalker(cards: readonly Card[], last: string | null): string | null {
  const walkers = walkersOf(cards);
  return walkers.includes(last) ? last : (walkers[0] ?? last);
}

/** One track a persona, from left to right; several feelings of one kind at a step count as their mean. */
export function tracksOf(cards: readonly Card[], xOfStep: ReadonlyMap<string, number>): Track[] {
  const walkers = walkersOf(cards);
  const shifts = shiftsOf(walkers);
  return walkers.map((persona) => {
    const shift = shifts.get(persona) ?? 0;
    const own = cards.filter(
      (card) => card.persona === persona && card.emotion !== null && xOfStep.has(card.step),
    );
    const byStep = grouped(own, ({ step }) => step);
    const at = (step: string) => (xOfStep.get(step) ?? 0) + shift;
    const points = own
      .map((card) => ({ x: at(card.step), y: yOf(card.emotion ?? 0), card }))
      .sort((a, b) => a.x - b.x);
    return {
      persona,
      points,
      whole: spotsOf(byStep, at, wholeOf),
      context: spotsOf(byStep, at, (some) => partOf(some, "context")),
      service: spotsOf(byStep, at, (some) => partOf(some, "service")),
    };
  });
}

/** What the map says is felt at a step: of customers in general, else the mean of its personas. */
export function assumedAt(cards: readonly Card[]): number | null {
  const general = wholeOf(cards.filter(({ persona }) => persona === null));
  if (general !== null) return general;
  const personas = [...grouped(cards, ({ persona }) => persona).values()];
  return meanOf(personas.flatMap((own) => wholeOf(own) ?? []));
}

/** How far what was drawn lies outside the interval of what was measured: above it is positive, within it 0. */
export function gapOf(assumed: number, numbers: StepNumbers): number | null {
  if (numbers.score === null) return null;
  const low = numbers.score_low ?? numbers.score;
  const high = numbers.score_high ?? numbers.score;
  if (assumed > high) return assumed - high;
  return assumed < low ? assumed - low : 0;
}

export type Mood = "high" | "middle" | "low";
export function moodOf(emotion: number): Mood {
  if (emotion > 0.25) return "high";
  return emotion < -0.25 ? "low" : "middle";
}
/** The nearest of the five faces, -2 to +2. */
export const faceOf = (emotion: number): -2 | -1 | 0 | 1 | 2 =>
  (Math.round(emotion * 2) + 0) as -2 | -1 | 0 | 1 | 2;

/** A feeling as it is written: on the scale -2 to +2, with its sign. */
export function shownFeeling(emotion: number): string {
  const shown = Number((2 * emotion).toFixed(2));
  return shown > 0 ? `+${shown}` : String(shown).replace("-", "−");
}

export const SHOWS = ["all", "whole", "parts"] as const;
/** Which lines of a feeling are drawn: the whole, its parts, or both. */
export type Show = (typeof SHOWS)[number];

export const hasParts = (track: Track): boolean => track.context.length > 0 || track.service.length > 0;

/** Whether a point only whispers: its line is not the one that is looked at. */
export function isQuiet(card: Card, show: Show, hidden: readonly (string | null)[]): boolean {
  if (hidden.includes(card.persona)) return true;
  return (show === "whole" && card.aspect !== null) || (show === "parts" && card.aspect === null);
}
