import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { apply, type Card, documentFrom, type Edit, type MapDocument, type StepNumbers } from "@/map-model";
import { assumedAt, emotionAt, gapOf, tracksOf, wholeOf, yOf } from "./curve";
import { drawCurve, type Pen } from "./curve-edits";
import { feelingsOf } from "./stroke";

const STEPS = ["stp_1", "stp_2", "stp_3", "stp_4", "stp_5"];
const WIDTH = 200;
const PLACES = new Map(STEPS.map((step, index) => [step, (index + 0.5) * WIDTH]));
const PEN: Pen = { lane: "lan_feel", persona: null, aspect: null };

const mapWith = (cards: readonly object[]): MapDocument =>
  documentFrom({
    map: { id: "map_x" },
    personas: { per_a: { id: "per_a", order: "a0", name: "Ada Sample" } },
    stages: { stg_a: { id: "stg_a", order: "a0", title: "A" } },
    steps: Object.fromEntries(
      STEPS.map((id, index) => [id, { id, stage: "stg_a", order: `a${index}`, title: id }]),
    ),
    lanes: { lan_feel: { id: "lan_feel", order: "a0", kind: "emotion", title: "Feel" } },
    cards: Object.fromEntries(
      cards.map((card, index) => {
        const id = `crd_${index}`;
        return [id, { id, lane: "lan_feel", step: "stp_1", order: `a${index}`, emotion: 0, ...card }];
      }),
    ),
  });
const cardsOf = (map: MapDocument): Card[] => Object.values(map.cards);
const applied = (map: MapDocument, edit: Edit | null): MapDocument =>
  edit === null ? map : apply(map, edit).document;
const feelingAt = (map: MapDocument, step: string) =>
  wholeOf(cardsOf(map).filter((card) => card.step === step));

const spot = fc.record({ x: fc.integer({ min: -50, max: 1100 }), y: fc.integer({ min: -50, max: 300 }) });
const stroke = fc.array(spot, { minLength: 1, maxLength: 40 });
const feeling = fc.integer({ min: -16, max: 16 }).map((value) => value / 16);
const anyMap = fc
  .array(
    fc.record({
      step: fc.constantFrom(...STEPS),
      emotion: feeling,
      persona: fc.constantFrom(null, "per_a"),
      aspect: fc.constantFrom(null, "context", "service"),
    }),
    { maxLength: 12 },
  )
  .map(mapWith);

describe("a stroke", () => {
  test("across the lane sets every step that it passes to its height there", () => {
    const line = [
      { x: 0, y: yOf(-1) },
      { x: 1000, y: yOf(1) },
    ];
    const feelings = feelingsOf(line, PLACES, 30);
    expect([...feelings.keys()]).toEqual(STEPS);
    for (const [step, emotion] of feelings)
      expect(emotion).toBeCloseTo(-1 + (2 * (PLACES.get(step) ?? 0)) / 1000, 1);
  });
  test("that turns back counts as it was drawn last", () => {
    const there = { x: 90, y: yOf(1) };
    const beyond = { x: 320, y: yOf(1) };
    const back = { x: 90, y: yOf(-1) };
    const feelings = feelingsOf([there, beyond, { x: 320, y: yOf(-1) }, back], PLACES, 30);
    expect([...feelings]).toEqual([
      ["stp_1", -1],
      ["stp_2", -1],
    ]);
  });
  test("of one point sets the step that it touches, and none where it touches none", () => {
    expect([...feelingsOf([{ x: 310, y: yOf(0.5) }], PLACES, 30)]).toEqual([["stp_2", 0.5]]);
    expect(feelingsOf([{ x: 400, y: yOf(0.5) }], PLACES, 30).size).toBe(0);
  });
  test("never says more than the scale, and nothing of steps that it does not reach", () => {
    fc.assert(
      fc.property(stroke, (drawn) => {
        const xs = drawn.map(({ x }) => x);
        for (const [step, emotion] of feelingsOf(drawn, PLACES, 30)) {
          const x = PLACES.get(step) ?? Number.NaN;
          expect(Math.abs(emotion)).toBeLessThanOrEqual(1);
          expect(x).toBeGreaterThanOrEqual(Math.min(...xs) - 30);
          expect(x).toBeLessThanOrEqual(Math.max(...xs) + 30);
        }
      }),
    );
  });
});

describe("drawing a curve", () => {
  test("gives the steps what was drawn, once: the same stroke again changes nothing", () => {
    fc.assert(
      fc.property(anyMap, stroke, (map, drawn) => {
        const feelings = feelingsOf(drawn, PLACES, 30);
        const after = applied(map, drawCurve(map, PEN, feelings));
        for (const [step, emotion] of feelings) {
          const own = cardsOf(after).filter(
            (card) => card.step === step && card.persona === null && card.aspect === null,
          );
          expect(own.map((card) => card.emotion)).toEqual(own.map(() => emotion));
          expect(own.length).toBeGreaterThan(0);
        }
        expect(drawCurve(after, PEN, feelings)).toBeNull();
      }),
    );
  });
  test("leaves everyone else's points as they are", () => {
    fc.assert(
      fc.property(anyMap, stroke, (map, drawn) => {
        const after = applied(map, drawCurve(map, PEN, feelingsOf(drawn, PLACES, 30)));
        for (const card of cardsOf(map))
          if (card.persona !== null || card.aspect !== null) expect(after.cards[card.id]).toEqual(card);
      }),
    );
  });
  test("is taken back as one", () => {
    fc.assert(
      fc.property(anyMap, stroke, (map, drawn) => {
        const edit = drawCurve(map, PEN, feelingsOf(drawn, PLACES, 30));
        if (edit === null) return;
        const { document, inverse } = apply(map, edit);
        expect(apply(document, inverse).document).toEqual(map);
      }),
    );
  });
});

describe("what is felt in all", () => {
  test("is what was said, or what the stage brings and the service adds, within the scale", () => {
    const said = mapWith([{ emotion: 0.5 }, { emotion: -1, aspect: "context" }]);
    const parts = mapWith([
      { emotion: -0.75, aspect: "context" },
      { emotion: 0.5, aspect: "service" },
    ]);
    const much = mapWith([
      { emotion: 0.75, aspect: "context" },
      { emotion: 0.5, aspect: "service" },
    ]);
    expect([said, parts, much].map((map) => feelingAt(map, "stp_1"))).toEqual([0.5, -0.25, 1]);
    expect(feelingAt(said, "stp_2")).toBeNull();
  });
  test("has a line of its own, apart from its parts", () => {
    const map = mapWith([
      { emotion: -0.75, aspect: "context" },
      { emotion: 0.5, aspect: "service" },
      { emotion: 1, step: "stp_2" },
    ]);
    const [track] = tracksOf(cardsOf(map), PLACES);
    const feelings = (part: "whole" | "context" | "service") => track?.[part].map(({ emotion }) => emotion);
    expect([feelings("whole"), feelings("context"), feelings("service")]).toEqual([
      [-0.25, 1],
      [-0.75],
      [0.5],
    ]);
    expect(track?.points.length).toBe(3);
  });
  test("for all customers is the general point, else the mean of the personas", () => {
    const both = mapWith([{ emotion: 0.5 }, { emotion: -1, persona: "per_a" }]);
    expect(assumedAt(cardsOf(both))).toBe(0.5);
    expect(assumedAt(cardsOf(mapWith([{ emotion: -1, persona: "per_a" }])))).toBe(-1);
    expect(assumedAt([])).toBeNull();
  });
});

test("a gap is how far a guess lies outside the measured interval", () => {
  const numbers = { score: 0, score_low: -0.25, score_high: 0.25 } as StepNumbers;
  expect([-1, -0.25, 0, 0.25, 0.5].map((guess) => gapOf(guess, numbers))).toEqual([-0.75, 0, 0, 0, 0.25]);
  expect(gapOf(1, { ...numbers, score: null })).toBeNull();
});

test("height and feeling are each other's inverse", () => {
  fc.assert(
    fc.property(feeling, (emotion) => {
      expect(emotionAt(yOf(emotion))).toBeCloseTo(emotion);
    }),
  );
});
