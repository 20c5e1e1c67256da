import { describe, expect, it } from "vitest";
import { widestGap } from "./gaps";
import { modelsIn } from "./question";

const credit = (model: "first" | "last" | "markov", share: number) => ({
  model,
  share,
  conversions: share * 10,
  low: null,
  high: null,
  value: null,
});
const touch = (name: string, ...credits: ReturnType<typeof credit>[]) => ({
  touch: name,
  touches: 1,
  removal_effect: 0,
  credits,
});

describe("the widest gap between models", () => {
  const touches = [
    touch("web", credit("first", 0.3), credit("last", 0.8), credit("markov", 0.1)),
    touch("email", credit("first", 0.4), credit("last", 0), credit("markov", 0.9)),
    touch("(other)", credit("first", 0), credit("last", 1), credit("markov", 0)),
  ];

  it("looks only at the models shown, and at touches with a name", () => {
    expect(widestGap(touches, ["first", "last"])).toEqual({
      touch: "web",
      most: 0.8,
      mostModel: "last",
      least: 0.3,
      leastModel: "first",
    });
    expect(widestGap(touches, ["first", "last", "markov"])?.touch).toBe("email");
  });

  it("is none where one model is shown", () => {
    expect(widestGap(touches, ["first"])).toBeNull();
  });
});

describe("the models shown", () => {
  it("are some by default, else those of the address that exist", () => {
    expect(modelsIn(new URLSearchParams())).toEqual(["first", "last", "shapley", "markov"]);
    expect(modelsIn(new URLSearchParams("model=markov&model=guess&model=first"))).toEqual([
      "first",
      "markov",
    ]);
  });
});
