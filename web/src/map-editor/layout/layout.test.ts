import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { apply, cardsIn, documentFrom, stagesInOrder, stepsInOrder } from "@/map-model";
import { emotionAt, faceOf, tracksOf, yOf } from "./curve";
import { addCard, addStage, addStep, placeCard, placeRecord, placeStep, removeTarget, shift } from "./edits";
import { gridOf } from "./grid";
import { neighbour } from "./navigate";
import { cellOf, idOf, isTarget, kindOf, placeOf, type Target, targetOf } from "./target";

const MAP = documentFrom({
  map: { id: "map_x" },
  stages: {
    stg_a: { id: "stg_a", order: "a0", title: "A" },
    stg_b: { id: "stg_b", order: "a1", title: "B" },
    stg_c: { id: "stg_c", order: "a2", title: "Empty" },
  },
  steps: {
    stp_1: { id: "stp_1", stage: "stg_a", order: "a0", title: "1" },
    stp_2: { id: "stp_2", stage: "stg_a", order: "a1", title: "2" },
    stp_3: { id: "stp_3", stage: "stg_b", order: "a0", title: "3" },
  },
  lanes: {
    lan_do: { id: "lan_do", order: "a0", kind: "actions", title: "Do" },
    lan_feel: { id: "lan_feel", order: "a1", kind: "emotion", title: "Feel" },
    lan_say: { id: "lan_say", order: "a2", kind: "thoughts", title: "Say" },
  },
  cards: {
    crd_a: { id: "crd_a", lane: "lan_do", step: "stp_1", order: "a0", text: "a" },
    crd_b: { id: "crd_b", lane: "lan_do", step: "stp_1", order: "a1", text: "b" },
    crd_c: { id: "crd_c", lane: "lan_feel", step: "stp_2", order: "a0", emotion: 0.5 },
  },
});
const GRID = gridOf(MAP);
const go = (from: Target, ...ways: Parameters<typeof neighbour>[3][]) =>
  ways.reduce((target, way) => neighbour(MAP, GRID, target, way), from);

describe("walking with the arrows", () => {
  test("down leads through stage, step, each card of a cell, and on", () => {
    expect(go("stage:stg_a", "down")).toBe("step:stp_1");
    expect(go("step:stp_1", "down")).toBe("card:crd_a");
    expect(go("card:crd_a", "down")).toBe("card:crd_b");
    expect(go("card:crd_b", "down")).toBe("cell:lan_feel/stp_1");
    expect(go("cell:lan_feel/stp_1", "up")).toBe("card:crd_b");
  });
  test("sideways leads from step to step, over the border of stages, to the lane's name and back", () => {
    expect(go("step:stp_2", "right")).toBe("step:stp_3");
    expect(go("step:stp_1", "left")).toBe("step:stp_1");
    expect(go("card:crd_a", "left")).toBe("lane:lan_do");
    expect(go("lane:lan_do", "right")).toBe("card:crd_a");
    expect(go("lane:lan_do", "down")).toBe("lane:lan_feel");
    expect(go("stage:stg_a", "right", "right")).toBe("stage:stg_c");
  });
  test("home and end lead to the edges of a row", () => {
    expect(go("cell:lan_say/stp_2", "home")).toBe("cell:lan_say/stp_1");
    expect(go("cell:lan_say/stp_1", "end")).toBe("cell:lan_say/stp_3");
  });
  test("every walk stays on the map", () => {
    const ways = fc.array(fc.constantFrom("left", "right", "up", "down", "home", "end" as const), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(ways, (walk) => {
        const end = go("stage:stg_a", ...walk);
        expect(isTarget(end)).toBe(true);
        const id = kindOf(end) === "cell" ? placeOf(end).step : idOf(end);
        expect(MAP.stages[id] ?? MAP.steps[id] ?? MAP.lanes[id] ?? MAP.cards[id]).toBeDefined();
      }),
    );
  });
});

describe("edits", () => {
  const titles = (map = MAP) => stagesInOrder(map).map(({ title }) => title);
  test("a stage is added behind the given one, with its first step", () => {
    const { edit, select } = addStage(MAP, "stg_a", { stage: "New", step: "First" });
    const { document } = apply(MAP, edit);
    expect(titles(document)).toEqual(["A", "New", "B", "Empty"]);
    expect(stepsInOrder(document, idOf(select)).map(({ title }) => title)).toEqual(["First"]);
  });
  test("a step is added behind the given one", () => {
    const { document } = apply(MAP, addStep(MAP, "stg_a", "stp_1", "Between").edit);
    expect(stepsInOrder(document, "stg_a").map(({ title }) => title)).toEqual(["1", "Between", "2"]);
  });
  test("a card of the emotion lane carries a feeling, others none", () => {
    const feeling = apply(MAP, addCard(MAP, "lan_feel", "stp_3", {}, "crd_new").edit).document.cards.crd_new;
    const word = apply(MAP, addCard(MAP, "lan_do", "stp_3", { text: "x" }, "crd_new").edit).document.cards
      .crd_new;
    expect([feeling?.emotion, word?.emotion]).toEqual([0, null]);
  });
  test("dragging puts stages, steps and cards at their place", () => {
    const stages = apply(MAP, placeRecord("stages", stagesInOrder(MAP), "stg_c", 0)).document;
    expect(titles(stages)).toEqual(["Empty", "A", "B"]);
    const step = MAP.steps.stp_1;
    const card = MAP.cards.crd_b;
    if (step === undefined || card === undefined) throw new Error("They are in the example.");
    const moved = apply(MAP, placeStep(MAP, step, "stg_b", 1)).document;
    expect(stepsInOrder(moved, "stg_b").map(({ id }) => id)).toEqual(["stp_3", "stp_1"]);
    const first = apply(MAP, placeCard(MAP, card, "lan_do", "stp_1", 0)).document;
    expect(cardsIn(first, "lan_do", "stp_1").map(({ id }) => id)).toEqual(["crd_b", "crd_a"]);
  });
  test("without dragging, a step walks over the border of its stage, and a card past lanes that cannot hold it", () => {
    const right = shift(MAP, "step:stp_2", "right");
    const down = shift(MAP, "card:crd_b", "down");
    if (right === null || down === null) throw new Error("Both have somewhere to go.");
    expect(apply(MAP, right).document.steps.stp_2?.stage).toBe("stg_b");
    expect(apply(MAP, down).document.cards.crd_b?.lane).toBe("lan_say");
    expect(shift(MAP, "stage:stg_a", "left")).toBeNull();
    expect(shift(MAP, "card:crd_a", "left")).toBeNull();
  });
  test("removing a stage takes its steps and their cards", () => {
    const { document } = apply(MAP, removeTarget(targetOf("stage", "stg_a")));
    expect([Object.keys(document.steps), Object.keys(document.cards)]).toEqual([["stp_3"], []]);
  });
});

describe("the curve", () => {
  test("height and feeling are each other's inverse", () => {
    for (const emotion of [-1, -0.5, 0, 0.25, 1]) expect(emotionAt(yOf(emotion))).toBeCloseTo(emotion);
    expect([emotionAt(-500), emotionAt(500)]).toEqual([1, -1]);
  });
  test("faces are the nearest of five", () => {
    expect([-1, -0.6, -0.2, 0.3, 0.9].map(faceOf)).toEqual([-2, -1, 0, 1, 2]);
  });
  test("each persona has its own track, beside the others", () => {
    const card = MAP.cards.crd_c;
    if (card === undefined) throw new Error("It is in the example.");
    const tracks = tracksOf([card, { ...card, id: "crd_d", persona: "per_a" }], new Map([["stp_2", 100]]));
    expect(tracks.map(({ persona, points }) => [persona, points[0]?.x])).toEqual([
      [null, 83],
      ["per_a", 117],
    ]);
  });
});

test("a stage without steps keeps a column", () => {
  expect(GRID.columns.map(({ step }) => step?.id ?? null)).toEqual(["stp_1", "stp_2", "stp_3", null]);
  expect(cellOf("lan_do", "stp_1")).toBe("cell:lan_do/stp_1");
});
