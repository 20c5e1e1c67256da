import { describe, expect, it } from "vitest";
import { likelyGoal } from "./likelyEvents";

const names = (...events: [string, number][]) =>
  events.map(([event, customers]) => ({ event, customers, count: customers }));

describe("the likely goal", () => {
  it("is the purchase, not the failed payment", () => {
    expect(likelyGoal(names(["visited", 90], ["payment_failed", 50], ["order_placed", 40]))).toBe(
      "order_placed",
    );
  });

  it("is the clearest word, then what most customers reach", () => {
    expect(likelyGoal(names(["order_shipped", 80], ["shop_purchase", 20], ["order_placed", 40]))).toBe(
      "order_placed",
    );
  });

  it("is the most frequent event where no name tells, and nothing without events", () => {
    expect(likelyGoal(names(["a", 3], ["b", 9]))).toBe("b");
    expect(likelyGoal([])).toBeNull();
  });
});
