import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Link } from "@/map-model";
import { layoutLinks, likelyKind } from "./links";

const STEPS = ["a", "b", "c", "d", "e", "f"];
const PLACES = new Map(STEPS.map((step, index) => [step, 104 + index * 208]));
const link = (id: string, source: string, target: string): Link => ({
  id,
  source,
  target,
  title: "",
  kind: "branch",
});
const anyLinks = fc
  .array(fc.tuple(fc.constantFrom(...STEPS, "gone"), fc.constantFrom(...STEPS)), { maxLength: 14 })
  .map((pairs) => pairs.map(([source, target], index) => link(`lnk_${index}`, source, target)));
const trackOf = (links: readonly Link[], id: string) =>
  layoutLinks(links, PLACES).arcs.find((arc) => arc.link.id === id)?.track;

describe("the layout of links", () => {
  test("takes no room where there are none", () => {
    expect(layoutLinks([], PLACES)).toEqual({ arcs: [], height: 0, roomy: true });
    expect(layoutLinks([link("l", "a", "gone")], PLACES).height).toBe(0);
  });
  test("lays a long link over a short one, and those that only meet on one track", () => {
    const links = [link("long", "a", "d"), link("short", "b", "c"), link("next", "c", "d")];
    expect(["short", "next", "long"].map((id) => trackOf(links, id))).toEqual([0, 0, 1]);
  });
  test("draws every link whose steps are there, within its height, from station to station", () => {
    fc.assert(
      fc.property(anyLinks, (links) => {
        const { arcs, height } = layoutLinks(links, PLACES);
        const known = links.filter(({ source }) => PLACES.has(source));
        expect(new Set(arcs.map(({ link: { id } }) => id))).toEqual(new Set(known.map(({ id }) => id)));
        for (const { link: drawn, from, to, y } of arcs) {
          expect(y).toBeGreaterThan(0);
          expect(y).toBeLessThan(height);
          expect(Math.abs(from - (PLACES.get(drawn.source) ?? 0))).toBeLessThan(104);
          expect(Math.abs(to - (PLACES.get(drawn.target) ?? 0))).toBeLessThan(104);
        }
      }),
    );
  });
  test("never lets two level parts of a track run over each other", () => {
    fc.assert(
      fc.property(anyLinks, (links) => {
        const { arcs } = layoutLinks(links, PLACES);
        for (const a of arcs)
          for (const b of arcs) {
            if (a === b || a.track !== b.track) continue;
            const shared =
              Math.min(Math.max(a.from, a.to), Math.max(b.from, b.to)) -
              Math.max(Math.min(a.from, a.to), Math.min(b.from, b.to));
            expect(shared).toBeLessThanOrEqual(0);
          }
      }),
    );
  });
  test("does not depend on the order in which links were made", () => {
    fc.assert(
      fc.property(anyLinks, (links) => {
        expect(layoutLinks([...links].reverse(), PLACES)).toEqual(layoutLinks(links, PLACES));
      }),
    );
  });
  test("a way back is a loop, a way on is a branch", () => {
    expect(
      [
        ["c", "a"],
        ["c", "c"],
        ["a", "c"],
      ].map(([from = "", to = ""]) => likelyKind(STEPS, from, to)),
    ).toEqual(["loop", "loop", "branch"]);
  });
});
