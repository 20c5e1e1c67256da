/** How deep the colour of a number is: 0 for the palest, 1 for the deepest, in steps the eye can tell apart. */

const STEPS = 20;

export function heatLevel(value: number, [low, high]: readonly [number, number]): number {
  if (high <= low) return value > low ? 1 : 0;
  const part = Math.min(1, Math.max(0, (value - low) / (high - low)));
  // Whatever is more than nothing is seen as more than nothing.
  return part === 0 ? 0 : Math.max(1, Math.round(part * STEPS)) / STEPS;
}
