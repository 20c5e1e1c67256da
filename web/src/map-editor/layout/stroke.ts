/** A curve drawn with one stroke: the stroke becomes a feeling a step. */
import { emotionAt } from "./curve";

export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Height of the stroke over a place, where its last passing there counts; `null` where it never passed. */
function heightAt(stroke: readonly Spot[], x: number): number | null {
  for (let end = stroke.length - 1; end > 0; end -= 1) {
    const a = stroke[end - 1];
    const b = stroke[end];
    if (a === undefined || b === undefined) continue;
    if ((a.x - x) * (b.x - x) > 0) continue;
    return a.x === b.x ? b.y : a.y + ((b.y - a.y) * (x - a.x)) / (b.x - a.x);
  }
  return null;
}

/** Height at the end of the stroke that lies nearest to a place, if it lies near enough. */
function heightNear(stroke: readonly Spot[], x: number, reach: number): number | null {
  const ends = [stroke.at(-1), stroke[0]].filter((end) => end !== undefined);
  const near = ends.find((end) => Math.abs(end.x - x) <= reach);
  return near?.y ?? null;
}

/**
 * The feeling that a stroke gives to each step.
 *
 * A step is meant when the stroke passes its place, or begins or ends within `reach` pixels of it; so a tap sets
 * one step, and a stroke need not begin at a middle. Where a stroke turns back, what was drawn last counts.
 */
export function feelingsOf(
  stroke: readonly Spot[],
  places: ReadonlyMap<string, number>,
  reach: number,
): ReadonlyMap<string, number> {
  const feelings = new Map<string, number>();
  for (const [step, x] of places) {
    const y = heightAt(stroke, x) ?? heightNear(stroke, x, reach);
    if (y !== null) feelings.set(step, emotionAt(y));
  }
  return feelings;
}
