import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { apply, documentFrom, LANE_KINDS, type LaneKind, lanesInOrder } from "@/map-model";
import { BLUEPRINT_LANES, linesOver, toBlueprint } from "./blueprint";

const mapOf = (kinds: readonly LaneKind[]) =>
  documentFrom({
    map: { id: "map_x" },
    lanes: Object.fromEntries(
      kinds.map((kind, index) => {
        const id = `lan_${index}`;
        return [id, { id, order: `a${index.toString(36)}`, kind, title: kind }];
      }),
    ),
  });
const kindsOf = (kinds: readonly LaneKind[]): LaneKind[] => {
  const map = mapOf(kinds);
  const planned = toBlueprint(map, (kind) => kind);
  const after = planned === null ? map : apply(map, planned.edit).document;
  return lanesInOrder(after).map(({ kind }) => kind);
};

describe("a blueprint", () => {
  test("draws each line once, over the first lane of its part", () => {
    const lanes = lanesInOrder(mapOf(["actions", "frontstage", "frontstage", "support", "backstage"]));
    expect([...linesOver(lanes)]).toEqual([
      ["lan_1", "interaction"],
      ["lan_3", "internal"],
      ["lan_4", "visibility"],
    ]);
  });
  test("adds the lanes that are missing, each in its place", () => {
    expect(kindsOf(["actions"])).toEqual(["actions", "frontstage", "backstage", "support"]);
    expect(kindsOf(["actions", "support", "custom"])).toEqual([
      "actions",
      "frontstage",
      "backstage",
      "support",
      "custom",
    ]);
  });
  test("is there when it is there: doing it again changes nothing", () => {
    const kinds = fc.array(fc.constantFrom(...LANE_KINDS), { maxLength: 9 });
    fc.assert(
      fc.property(kinds, (before) => {
        const after = kindsOf(before);
        for (const kind of BLUEPRINT_LANES) expect(after).toContain(kind);
        expect(after.filter((kind) => before.includes(kind))).toEqual(before);
        expect(toBlueprint(mapOf(after), (kind) => kind)).toBeNull();
      }),
    );
  });
});
