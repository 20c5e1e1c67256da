import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { apply, documentFrom } from "@/map-model";
import { matchesIn, replacedIn, replacing } from "./matches";
import { textsOn } from "./texts";

const MAP = documentFrom({
  map: { id: "map_x", title: "Tea shop", description: "From tin to cup" },
  stages: { stg_a: { id: "stg_a", order: "a0", title: "Choose tea" } },
  steps: {
    stp_2: { id: "stp_2", stage: "stg_a", order: "a1", title: "Taste" },
    stp_1: { id: "stp_1", stage: "stg_a", order: "a0", title: "Smell" },
  },
  lanes: { lan_bar: { id: "lan_bar", order: "a0", kind: "barriers", title: "Barriers" } },
  cards: {
    crd_a: {
      id: "crd_a",
      lane: "lan_bar",
      step: "stp_1",
      order: "a0",
      text: "No tea. TEA is out, steak is not",
      recommendation: "Order tea",
    },
  },
});
const plain = (text: string) => ({ text, matchCase: false, wholeWord: false });
const foundIn = (wanted: Parameters<typeof matchesIn>[1]) =>
  matchesIn(textsOn(MAP), wanted).map(
    ({ place, start, end }) => `${place.target}.${place.field}:${place.text.slice(start, end)}`,
  );

describe("finding", () => {
  it("reads the map from left to right and from top to bottom", () => {
    expect(textsOn(MAP).map(({ text }) => text)).toEqual([
      "Tea shop",
      "From tin to cup",
      "Barriers",
      "Choose tea",
      "Smell",
      "No tea. TEA is out, steak is not",
      "Order tea",
      "Taste",
    ]);
  });

  it("finds in every field, whatever the case", () => {
    expect(foundIn(plain("tea"))).toEqual([
      "map:map_x.title:Tea",
      "stage:stg_a.title:tea",
      "card:crd_a.text:tea",
      "card:crd_a.text:TEA",
      "card:crd_a.text:tea",
      "card:crd_a.recommendation:tea",
    ]);
  });

  it("keeps to whole words and to the case when asked", () => {
    expect(foundIn({ text: "tea", matchCase: true, wholeWord: true })).toEqual([
      "stage:stg_a.title:tea",
      "card:crd_a.text:tea",
      "card:crd_a.recommendation:tea",
    ]);
  });

  it("takes signs of patterns as they stand, and finds nothing for nothing", () => {
    expect(foundIn(plain("tea."))).toEqual(["card:crd_a.text:tea."]);
    expect(foundIn(plain(""))).toEqual([]);
  });
});

describe("replacing", () => {
  it("is one edit, and undo brings every text back", () => {
    const edit = replacing(matchesIn(textsOn(MAP), plain("tea")), "coffee", "replace");
    if (edit === null) throw new Error("nothing replaced");
    const { document, inverse } = apply(MAP, edit);
    expect(document.cards.crd_a?.text).toBe("No coffee. coffee is out, scoffeek is not");
    expect(document.map.title).toBe("coffee shop");
    expect(apply(document, inverse).document).toEqual(MAP);
  });

  it("makes no edit where nothing changes", () => {
    expect(
      replacing(matchesIn(textsOn(MAP), { ...plain("Smell"), matchCase: true }), "Smell", ""),
    ).toBeNull();
  });

  it("takes the new text literally, as split and join do", () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1, maxLength: 3 }), fc.string(), (text, wanted, by) => {
        const place = { target: "map:" as const, table: "map" as const, id: "map_x", field: "title", text };
        const matches = matchesIn([place], { text: wanted, matchCase: true, wholeWord: false });
        expect(replacedIn(text, matches, by)).toBe(text.split(wanted).join(by));
      }),
    );
  });
});
