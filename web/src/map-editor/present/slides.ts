/** The map as a talk: what it is, then stage by stage, then all of it. */
import { type MapDocument, type Stage, type Step, stagesInOrder, stepsInOrder } from "@/map-model";

export type Slide =
  | { readonly kind: "title" }
  | {
      readonly kind: "stage";
      readonly stage: Stage;
      readonly number: number;
      readonly color: number;
      readonly steps: readonly Step[];
      /** Which part of the stage's steps this is, and of how many. */
      readonly part: number;
      readonly parts: number;
    }
  | { readonly kind: "whole" };

const PALETTE = 8;
/** Steps that can be read side by side from the back of a room. */
const STEPS_AT_ONCE = 3;

/** Steps in as few parts as can be, of nearly equal size. */
export function partsOf<Item>(items: readonly Item[], most: number): readonly (readonly Item[])[] {
  const parts = Math.max(1, Math.ceil(items.length / most));
  return Array.from({ length: parts }, (_, part) =>
    items.slice(Math.round((part * items.length) / parts), Math.round(((part + 1) * items.length) / parts)),
  );
}

export function slidesOf(map: MapDocument): readonly Slide[] {
  const stages = stagesInOrder(map).flatMap((stage, index): Slide[] => {
    const parts = partsOf(stepsInOrder(map, stage.id), STEPS_AT_ONCE);
    return parts.map((steps, part) => ({
      kind: "stage",
      stage,
      number: index + 1,
      color: stage.color ?? index % PALETTE,
      steps,
      part: part + 1,
      parts: parts.length,
    }));
  });
  return [{ kind: "title" }, ...stages, ...(stages.length > 0 ? [{ kind: "whole" } as const] : [])];
}
