import type { TFunction } from "i18next";
import type { Card, StepNumbers } from "@/map-model";
import { assumedAt, gapOf, shownFeeling } from "../layout/curve";

/** How far what the map says lies outside what was measured; `null` where it lies within. */
export function gapInWords(
  cards: readonly Card[],
  numbers: StepNumbers,
  t: TFunction<"map-editor">,
): string | null {
  const assumed = assumedAt(cards);
  const gap = assumed === null ? null : gapOf(assumed, numbers);
  if (gap === null || gap === 0) return null;
  const far = shownFeeling(Math.abs(gap)).replace("+", "");
  return t(gap > 0 ? "curve.tooHigh" : "curve.tooLow", { gap: far });
}
