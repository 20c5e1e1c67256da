import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { documentFrom } from "@/map-model";
import { partsOf, slidesOf } from "./slides";

const stage = (id: string, order: string) => ({ id, order, title: id });
const step = (id: string, stage: string, order: string) => ({ id, stage, order, title: id });

describe("the slides of a map", () => {
  it("begin with the title, go through the stages, and end with the whole map", () => {
    const map = documentFrom({
      map: { id: "map_x", title: "Tea" },
      stages: { stg_b: stage("stg_b", "a1"), stg_a: stage("stg_a", "a0") },
      steps: Object.fromEntries(
        ["a0", "a1", "a2", "a3"].map((order) => [`stp_${order}`, step(`stp_${order}`, "stg_b", order)]),
      ),
    });
    const shown = slidesOf(map).map((slide) =>
      slide.kind === "stage"
        ? `${slide.number} ${slide.stage.id} ${slide.part}/${slide.parts}: ${slide.steps.map(({ id }) => id).join(" ")}`
        : slide.kind,
    );
    expect(shown).toEqual([
      "title",
      "1 stg_a 1/1: ",
      "2 stg_b 1/2: stp_a0 stp_a1",
      "2 stg_b 2/2: stp_a2 stp_a3",
      "whole",
    ]);
  });

  it("are the title alone where there is nothing else", () => {
    expect(slidesOf(documentFrom({ map: { id: "map_x" } }))).toEqual([{ kind: "title" }]);
  });

  it("hold every step once, in order, and never more than can be read", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 40 }), fc.integer({ min: 1, max: 6 }), (items, most) => {
        const parts = partsOf(items, most);
        expect(parts.flat()).toEqual(items);
        for (const part of parts) expect(part.length).toBeLessThanOrEqual(most);
      }),
    );
  });
});
