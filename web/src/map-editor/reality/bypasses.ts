import type { Link } from "@/map-model";
import { percent } from "@/ui/numbers";
import type { MapReplay } from "./reality";

/** What fewer customers than this do is no arc of its own. */
const SMALLEST = 0.05;
const MOST_SKIPS = 6;
const MOST_BACK = 3;
const PREFIX = "real_";

export const isBypass = ({ id }: Link): boolean => id.startsWith(PREFIX);

/** Ways that real journeys take past steps or back, with no link of the map: as arcs, each with its share. */
export function bypassesOf(told: MapReplay): readonly Link[] {
  const moves = told.journeys.moves.filter(({ source, share }) => source !== "" && share >= SMALLEST);
  const skips = moves.filter(({ kind }) => kind === "skip").slice(0, MOST_SKIPS);
  const backs = moves.filter(({ kind }) => kind === "back").slice(0, MOST_BACK);
  return [...skips, ...backs].map(({ source, target, kind, share }) => ({
    id: `${PREFIX}${source}_${target}`,
    source,
    target,
    kind: kind === "back" ? "loop" : "alternative",
    title: percent(share),
  }));
}
