import { describe, expect, it } from "vitest";
import { compareAddress, isCompared, sidesOf } from "./address";
import { byUnit, type Compared, difference, figure, greatest } from "./figures";
import { compareQuestion, goalSides, halves } from "./question";

const compared = (label: string, unit: Compared["unit"], a: number, b: number, q: number): Compared => ({
  key: [label],
  label,
  unit,
  a: { value: a, n: 100, low: null, high: null },
  b: { value: b, n: 100, low: null, high: null },
  difference: a - b,
  low: null,
  high: null,
  p: q,
  q,
  test: "shares",
});

const result = {
  events: 9,
  customers: 5,
  event_names: 2,
  first: "2025-01-01T00:00:00Z",
  last: "2025-01-11T00:00:00Z",
  names: [
    { event: "visited", count: 5, customers: 5 },
    { event: "order placed", count: 4, customers: 3 },
  ],
};
const known = { result, goal: "order placed", vocabulary: undefined };

describe("a comparison in the address", () => {
  it("begins with those who did the goal against those who did not", () => {
    const found = compareQuestion(new URLSearchParams(), known);
    expect([found.a.segment, found.b.segment]).toEqual(["did order placed", "did not order placed"]);
    expect(found.question).toEqual({ kind: "sessions", goal: null });
  });

  it("keeps everybody on a side once a side is chosen", () => {
    const found = compareQuestion(new URLSearchParams("a-who=&b-who=did x&kind=funnel"), known);
    expect([found.a.segment, found.b.segment]).toEqual([null, "did x"]);
    expect(found.question).toEqual({ kind: "funnel", steps: ["visited", "order placed"] });
  });

  it("writes events as the language wants them", () => {
    const vocabulary = {
      keywords: [],
      columns: [],
      segments: [],
      events: [{ name: "order placed", written: '"order placed"', count: 4 }],
    };
    expect(goalSides("order placed", vocabulary).a.segment).toBe('did "order placed"');
    expect(goalSides(null, undefined).a.segment).toBeNull();
  });

  it("halves a log at a whole day", () => {
    const { a, b } = halves(result.first, result.last);
    expect([a.since, b.until]).toEqual(["2025-01-06T00:00:00Z", "2025-01-06T00:00:00Z"]);
  });
});

describe("the way from another view", () => {
  const nothing = { segment: null, since: null, until: null };
  const DAY = "2025-01-06T00:00:00Z";

  it("sets whoever is selected against all others, or a period against what came before", () => {
    expect(sidesOf(nothing)).toBeNull();
    expect(sidesOf({ ...nothing, segment: "did a or did b" })?.b.segment).toBe("not (did a or did b)");
    expect(sidesOf({ ...nothing, since: DAY })).toEqual({
      a: { ...nothing, since: DAY },
      b: { ...nothing, until: DAY },
    });
    expect(sidesOf({ ...nothing, until: DAY })?.b).toEqual({ ...nothing, since: DAY });
  });

  it("takes the steps and the event along", () => {
    const address = compareAddress("funnel", { steps: ["visited", ["bought", "ordered"]] }, nothing);
    const asked = compareQuestion(new URL(address, "http://x").searchParams, known);
    expect(asked.question).toEqual({ kind: "funnel", steps: ["visited", "bought"] });
    expect(compareAddress("attribution", { goal: ["order placed"] }, nothing)).toContain(
      "event=order+placed",
    );
    expect([isCompared("compare"), isCompared("leaving"), isCompared("flow")]).toEqual([false, false, true]);
  });
});

describe("figures of two sides", () => {
  it("are told in their unit, differences of shares in points", () => {
    expect([figure(0.25, "share"), figure(3600, "seconds"), figure(null, "count")]).toEqual([
      "25.0 %",
      "1 h",
      "–",
    ]);
    expect([difference(-0.031, "share"), difference(90, "seconds")]).toEqual(["−3.1", "+1 min 30 s"]);
  });

  it("stand with their like, sure differences first", () => {
    const figures = [
      compared("small", "share", 0.5, 0.49, 0.4),
      compared("time", "seconds", 10, 20, 0.01),
      compared("large", "share", 0.6, 0.2, 0.001),
    ];
    expect(byUnit(figures).map(({ figures: of }) => of.map(({ label }) => label))).toEqual([
      ["large", "small"],
      ["time"],
    ]);
    expect(greatest(figures)?.label).toBe("large");
    expect(greatest(figures.slice(0, 2))).toBeNull();
  });
});
