/** What a place on the map is called, for people. */
import type { MapDocument } from "@/map-model";
import { idOf, isTarget, kindOf, placeOf } from "./target";

const LONGEST = 40;

const short = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);

/** The title of a thing, or of the cell; empty for the map as a whole and for what is no longer there. */
export function nameOfPlace(map: MapDocument, target: string): string {
  if (!isTarget(target)) return "";
  const id = idOf(target);
  const place = placeOf(target);
  const step = map.steps[place.step]?.title;
  const names: Readonly<Partial<Record<string, string>>> = {
    stage: map.stages[id]?.title,
    step: map.steps[id]?.title,
    lane: map.lanes[id]?.title,
    persona: map.personas[id]?.name,
    card: map.cards[id]?.text || map.steps[map.cards[id]?.step ?? ""]?.title,
    cell: step === undefined ? undefined : `${map.lanes[place.lane]?.title ?? ""} · ${step}`,
  };
  return short(names[kindOf(target)] ?? "");
}
