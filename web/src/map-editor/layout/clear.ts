/** Emptying what is selected, and taking things off the map. */
import type { Change, MapDocument } from "@/map-model";
import { TABLE_OF } from "./edits";
import { cardsAt, type Grid } from "./grid";
import { cellOf, idOf, kindOf, placeOf, type Target } from "./target";

/** A card that is selected together with whole cells stands for its cell. */
export function wholePlaces(map: MapDocument, targets: readonly Target[]): Target[] {
  if (targets.every((target) => kindOf(target) === "card")) return [...targets];
  const places = targets.map((target) => {
    const card = kindOf(target) === "card" ? map.cards[idOf(target)] : undefined;
    return card === undefined ? target : cellOf(card.lane, card.step);
  });
  return [...new Set(places)];
}

function emptied(map: MapDocument, grid: Grid, cell: Target): Change[] {
  const { lane, step } = placeOf(cell);
  if (map.lanes[lane]?.kind === "importance" && (map.steps[step]?.importance ?? null) !== null)
    return [{ do: "set", table: "steps", record_id: step, fields: { importance: null } }];
  return cardsAt(grid, lane, step).map(({ id }) => ({ do: "remove", table: "cards", record_id: id }));
}

const remove = (target: Target): Change => ({
  do: "remove",
  table: TABLE_OF[kindOf(target)] ?? "",
  record_id: idOf(target),
});

/**
 * What Delete does: cells and cards are emptied and their heads stay; heads alone are taken off the map.
 * A step whose stage goes too is gone with it.
 */
export function cleared(map: MapDocument, grid: Grid, selected: readonly Target[]): Change[] {
  const targets = wholePlaces(map, selected);
  const contents = targets.filter((target) => ["cell", "card"].includes(kindOf(target)));
  if (contents.length > 0)
    return contents.flatMap((target) =>
      kindOf(target) === "cell" ? emptied(map, grid, target) : [remove(target)],
    );
  const goesWithStage = (target: Target) =>
    kindOf(target) === "step" && targets.includes(`stage:${map.steps[idOf(target)]?.stage}`);
  return targets.filter((target) => kindOf(target) !== "map" && !goesWithStage(target)).map(remove);
}
