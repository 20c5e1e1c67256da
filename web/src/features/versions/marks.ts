/** Where on the map a difference is marked. */
import { cellOf, type Difference, initialsOf, shownFeeling, type Target, targetOf } from "@/map-editor";
import type { MapDocument } from "@/map-model";
import type { DifferenceLine } from "./queries";

const KINDS = {
  stages: "stage",
  steps: "step",
  lanes: "lane",
  cards: "card",
  personas: "persona",
  links: "link",
} as const;

const isIn = (map: MapDocument, table: string, id: string): boolean =>
  table === "map" || (map[table as keyof MapDocument] as Record<string, unknown>)[id] !== undefined;

/** The thing on `now` that a record is seen at: itself, or where it stood. */
export function placeOfRecord(
  table: string,
  id: string,
  { now, before }: { now: MapDocument; before: MapDocument | null },
): Target | null {
  const kind = KINDS[table as keyof typeof KINDS];
  if (kind === undefined) return table === "map" ? "map:" : null;
  if (isIn(now, table, id)) return targetOf(kind, id);
  if (before === null) return null;
  const step = table === "cards" ? before.cards[id]?.step : undefined;
  const lane = table === "cards" ? before.cards[id]?.lane : undefined;
  if (step !== undefined && lane !== undefined && isIn(now, "steps", step))
    return isIn(now, "lanes", lane) ? cellOf(lane, step) : targetOf("step", step);
  const stage = table === "steps" ? before.steps[id]?.stage : undefined;
  return stage !== undefined && isIn(now, "stages", stage) ? targetOf("stage", stage) : null;
}

/** Old and new value where both are numbers; a feeling as it stands on the map. */
function valuesOf({ field, old, new: now }: DifferenceLine): string {
  if (typeof old !== "number" || typeof now !== "number") return "";
  const shown = field === "emotion" ? shownFeeling : String;
  return `${shown(old)} → ${shown(now)}`;
}

/** Of a feeling the initials of whose it is: several stand at one step. */
function whoseOf({ field, record_id }: DifferenceLine, map: MapDocument): string {
  const persona = field === "emotion" ? map.cards[record_id]?.persona : null;
  return initialsOf(map.personas[persona ?? ""]?.name ?? "");
}

/** The differences by the thing that they are marked at. */
export function marksOf(
  differences: readonly DifferenceLine[],
  maps: { now: MapDocument; before: MapDocument },
): ReadonlyMap<Target, readonly Difference[]> {
  const marks = new Map<Target, Difference[]>();
  for (const one of differences) {
    const target = placeOfRecord(one.table, one.record_id, maps);
    if (target === null) continue;
    const values = [whoseOf(one, maps.now), valuesOf(one)].join(" ").trim();
    const mark = { kind: one.kind, words: one.words, values };
    marks.set(target, [...(marks.get(target) ?? []), mark]);
  }
  return marks;
}
