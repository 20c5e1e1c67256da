/** The emotion curve: where its points lie and how the line runs through them. */
import { area, curveMonotoneX, line } from "d3-shape";
import type { Card } from "@/map-model";

export const CURVE_HEIGHT = 208;
const MARGIN = 34;

export interface Point {
  readonly x: number;
  readonly y: number;
  readonly card: Card;
}
export interface Track {
  /** Persona id; `null`: customers in general. */
  readonly persona: string | null;
  readonly points: readonly Point[];
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

/** One track a persona, its points from left to right; several feelings at a step count as their mean. */
export function tracksOf(cards: readonly Card[], xOfStep: ReadonlyMap<string, number>): Track[] {
  const walkers = walkersOf(cards);
  const shifts = shiftsOf(walkers);
  return walkers.map((persona) => ({
    persona,
    points: cards
      .flatMap((card) => {
        const at = xOfStep.get(card.step);
        if (card.persona !== persona || at === undefined || card.emotion === null) return [];
        return [{ x: at + (shifts.get(persona) ?? 0), y: yOf(card.emotion), card }];
      })
      .sort((a, b) => a.x - b.x),
  }));
}

/** The points of a track with one point a place, as a curve needs them. */
export function joined(points: readonly { x: number; y: number }[]): { x: number; y: number }[] {
  const places = new Map<number, number[]>();
  for (const point of points) places.set(point.x, [...(places.get(point.x) ?? []), point.y]);
  return [...places].map(([at, heights]) => ({
    x: at,
    y: heights.reduce((sum, one) => sum + one, 0) / heights.length,
  }));
}

export type Mood = "high" | "middle" | "low";
export function moodOf(emotion: number): Mood {
  if (emotion > 0.25) return "high";
  return emotion < -0.25 ? "low" : "middle";
}
/** The nearest of the five faces, -2 to +2. */
export const faceOf = (emotion: number): -2 | -1 | 0 | 1 | 2 =>
  (Math.round(emotion * 2) + 0) as -2 | -1 | 0 | 1 | 2;
