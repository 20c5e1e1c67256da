import { describe, expect, it } from "vitest";
import { confirmed, leavingQuestion, type Pattern } from "./question";

const pattern = (event: string, lift: number | null, [low, high]: [number, number], kept = true): Pattern => {
  const risk = { n: 40, left: 20, share: 0.5, lift, low, high };
  return {
    // biome-ignore lint/suspicious/noThenProperty: the name in the contract
    pattern: { kind: "event", event, then: null },
    training: risk,
    p: 0,
    q: 0,
    later: risk,
    kept,
  };
};

describe("what precedes leaving", () => {
  it("comes before what precedes staying, each by how much it differs at least", () => {
    const { raises, lowers } = confirmed([
      pattern("wild", 90, [1.1, 900]),
      pattern("closed", 4, [3, 5]),
      pattern("chance", 9, [0.5, 30], false),
      pattern("nobody", null, [1, 1]),
      pattern("opened", 0.1, [0.05, 0.2]),
      pattern("bought", 0.3, [0.01, 0.9]),
    ]);
    expect(raises.map(({ pattern: { event } }) => event)).toEqual(["closed", "wild"]);
    expect(lowers.map(({ pattern: { event } }) => event)).toEqual(["opened", "bought"]);
  });

  it("is asked of silence, as far ahead as the log suggests, unless the address says otherwise", () => {
    expect(leavingQuestion(new URLSearchParams())).toMatchObject({ outcome: null, horizon: null });
    expect(leavingQuestion(new URLSearchParams("outcome=closed&horizon=30d"))).toMatchObject({
      outcome: "closed",
      horizon: "30d",
    });
    expect(leavingQuestion(new URLSearchParams("horizon=soon")).horizon).toBeNull();
  });
});
