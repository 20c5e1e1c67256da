import { describe, expect, it } from "vitest";
import { chosenFrom, completed, currentAndFuture, fileOf, searchOf, sideOf } from "./chosen";

const MAPS = [
  { id: "map_old", title: "Shop", state: "future" },
  { id: "map_now", title: "Shop", state: "current" },
  { id: "map_two", title: "Hotel", state: "current" },
];
const NOTHING = { a: sideOf(""), b: sideOf("") };

describe("what is chosen", () => {
  it("travels in the address and back", () => {
    const chosen = { a: sideOf("map_a", { seq: 0, persona: "per_1" }), b: sideOf("map_b", { seq: 12 }) };
    expect(chosenFrom(searchOf(chosen))).toEqual(chosen);
  });

  it("takes a number that is none for the map as it is now", () => {
    expect(chosenFrom(new URLSearchParams("a=map_a&a_seq=-1&b=map_b&b_seq=x")).a.seq).toBeUndefined();
  });

  it("is completed with a current map against a future one", () => {
    expect(completed(NOTHING, MAPS)).toEqual({ a: sideOf("map_now"), b: sideOf("map_old") });
    expect(completed({ ...NOTHING, a: sideOf("map_old") }, MAPS)?.b.map).toBe("map_now");
  });

  it("is the only map as it was begun against the map now", () => {
    expect(completed(NOTHING, MAPS.slice(0, 1))).toEqual({
      a: sideOf("map_old", { seq: 0 }),
      b: sideOf("map_old"),
    });
    expect(completed(NOTHING, [])).toBeNull();
  });

  it("pairs the current and the future map whose titles are alike", () => {
    const maps = [
      { id: "map_x", title: "Hotel stay", state: "current" },
      { id: "map_y", title: "Buying online", state: "current" },
      { id: "map_z", title: "Buying online in spring", state: "future" },
    ];
    expect(currentAndFuture(maps)?.map(({ id }) => id)).toEqual(["map_y", "map_z"]);
    expect(currentAndFuture(maps.slice(0, 2))).toBeNull();
  });

  it("names the file's address", () => {
    const chosen = { a: sideOf("map_a", { seq: 3 }), b: sideOf("map_b", { persona: "per_1" }) };
    expect(fileOf(chosen, "csv")).toBe(
      "/api/maps/map_a/beside/map_b/file?format=csv&seq=3&other_persona=per_1",
    );
  });
});
