/** The blueprint family: three lanes behind the customer's own, and the named lines between them. */
import {
  type Change,
  keyAt,
  type Lane,
  type LaneKind,
  lanesInOrder,
  type MapDocument,
  newId,
} from "@/map-model";
import type { Planned } from "./edits";
import { targetOf } from "./target";

/** The lanes from the customer's sight inwards. */
export const BLUEPRINT_LANES = ["frontstage", "backstage", "support"] as const satisfies readonly LaneKind[];
export type BlueprintLine = "interaction" | "visibility" | "internal";

const LINE_ABOVE: Readonly<Partial<Record<LaneKind, BlueprintLine>>> = {
  frontstage: "interaction",
  backstage: "visibility",
  support: "internal",
};

/** The line over each lane that begins a part of the blueprint, by the id of the lane. */
export function linesOver(lanes: readonly Lane[]): ReadonlyMap<string, BlueprintLine> {
  const lines = new Map<string, BlueprintLine>();
  const drawn = new Set<BlueprintLine>();
  for (const { id, kind } of lanes) {
    const line = LINE_ABOVE[kind];
    if (line === undefined || drawn.has(line)) continue;
    drawn.add(line);
    lines.set(id, line);
  }
  return lines;
}

export const missingLanes = (map: MapDocument): LaneKind[] => {
  const kinds = new Set(Object.values(map.lanes).map(({ kind }) => kind));
  return BLUEPRINT_LANES.filter((kind) => !kinds.has(kind));
};

/** Where a lane of the blueprint belongs: before the next deeper one that is there, else at the bottom. */
function placeOfLane(lanes: readonly { kind: LaneKind }[], kind: LaneKind): number {
  const family: readonly LaneKind[] = BLUEPRINT_LANES;
  const deeper = family.slice(family.indexOf(kind) + 1);
  const before = lanes.findIndex((lane) => deeper.includes(lane.kind));
  return before === -1 ? lanes.length : before;
}

/** Adds the lanes that a blueprint needs and the map has not; `null` where it has them all. */
export function toBlueprint(map: MapDocument, titleOf: (kind: LaneKind) => string): Planned | null {
  const missing = missingLanes(map);
  if (missing.length === 0) return null;
  const lanes: { id: string; kind: LaneKind; order: string }[] = lanesInOrder(map);
  const operations: Change[] = missing.map((kind) => {
    const place = placeOfLane(lanes, kind);
    const record = { id: newId("lan"), order: keyAt(lanes, place), kind, title: titleOf(kind) };
    lanes.splice(place, 0, record);
    return { do: "add", table: "lanes", record };
  });
  const [first] = operations;
  const id = first?.do === "add" ? String(first.record.id) : "";
  return {
    edit: { do: "batch", operations, label: "turn into a blueprint" },
    select: targetOf("lane", id),
  };
}
