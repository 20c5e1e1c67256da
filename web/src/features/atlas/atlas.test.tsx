import { screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answering, rendered } from "../../../tests/rendered";
import { AtlasPage } from "./AtlasPage";
import { atlasLayout } from "./layout";

const placed = (ids: readonly string[], ways: readonly [string, string][], across = 3) =>
  Object.fromEntries(
    atlasLayout(
      ids,
      ways.map(([from, to]) => ({ from, to })),
      across,
    ).places.map(({ id, column, row }) => [id, [column, row]]),
  );

describe("the places of an atlas", () => {
  it("puts what is opened to the right, as far as the longest way", () => {
    expect(
      placed(
        ["a", "b", "c"],
        [
          ["a", "b"],
          ["b", "c"],
          ["a", "c"],
        ],
      ),
    ).toEqual({ a: [0, 0], b: [1, 0], c: [2, 0] });
  });

  it("puts who stands alone below, beside each other", () => {
    expect(placed(["a", "b", "x", "y", "z"], [["a", "b"]], 2)).toEqual({
      a: [0, 0],
      b: [1, 0],
      x: [0, 1],
      y: [1, 1],
      z: [0, 2],
    });
  });

  it("bears rings, maps that open themselves, and maps that are not there", () => {
    expect(
      placed(
        ["a", "b", "c"],
        [
          ["a", "b"],
          ["b", "a"],
          ["c", "c"],
          ["c", "gone"],
        ],
      ),
    ).toEqual({ a: [0, 0], b: [1, 0], c: [0, 1] });
  });

  it("is quick where every map opens all that follow", () => {
    const ids = Array.from({ length: 60 }, (_, index) => `m${index}`);
    const ways = ids.flatMap((from, index) => ids.slice(index + 1).map((to): [string, string] => [from, to]));
    expect(placed(ids, ways).m59).toEqual([59, 0]);
  });

  it("gives every map one place of its own, whatever opens whatever", () => {
    const id = fc.constantFrom(..."abcdefgh");
    fc.assert(
      fc.property(fc.uniqueArray(id), fc.array(fc.tuple(id, id), { maxLength: 20 }), (ids, ways) => {
        const places = Object.values(placed(ids, ways));
        expect(places).toHaveLength(ids.length);
        expect(new Set(places.map(String)).size).toBe(ids.length);
      }),
      { numRuns: 200 },
    );
  });
});

const map = (id: string, title: string) => ({
  id,
  title,
  state: "current",
  owner: "",
  updated_at: "2026-11-01T10:00:00Z",
  stages: 2,
  route: [
    { title: "One", color: 0, steps: 1 },
    { title: "Two", color: 1, steps: 1 },
  ],
  steps: 2,
  cards: 0,
  measured: false,
  reviewed_on: null,
  review_due: null,
  opens: [],
});
const ATLAS = {
  maps: [map("map_a", "The whole"), map("map_b", "Paying")],
  ways: [
    { map: "map_a", step: "stp_1", title: "Pays", opens: "map_b" },
    { map: "map_b", step: "stp_2", title: "Types the card", opens: null },
  ],
};

describe("the atlas", () => {
  it("draws maps with the way between them, and says what is broken", async () => {
    answering({ "GET /api/maps/atlas": ATLAS });
    rendered(<AtlasPage />);
    expect((await screen.findByRole("link", { name: "Paying" })).getAttribute("href")).toBe("/maps/map_b");
    expect(screen.getByText("opens others at Pays")).toBeInstanceOf(HTMLElement);
    expect(screen.getByText("a step opens a map that is gone")).toBeInstanceOf(HTMLElement);
    expect(document.querySelectorAll("svg g[class*='line']")).toHaveLength(1);
  });

  it("says the same as a list", async () => {
    answering({ "GET /api/maps/atlas": ATLAS });
    rendered(<AtlasPage />);
    await userEvent.click(await screen.findByText("List"));
    expect(screen.getByText("2 stages, 2 steps · opened from The whole")).toBeInstanceOf(HTMLElement);
    expect(screen.getByText("a map that is no longer there")).toBeInstanceOf(HTMLElement);
    expect(screen.getAllByRole("link", { name: "Paying" })).toHaveLength(2);
  });
});
