import { describe, expect, it } from "vitest";
import { silos } from "./silos";

const pair = (from: string, to: string, handoffs: number, total_wait_seconds: number, returned: number) => ({
  from,
  to,
  handoffs,
  total_wait_seconds,
  returned,
  customers: handoffs,
  share: 0,
  median_wait_seconds: 0,
  wait_low: null,
  wait_high: null,
  p90_wait_seconds: 0,
  mean_wait_seconds: 0,
  wait_share: 0,
  return_share: 0,
  return_low: 0,
  return_high: 0,
  leaving: [],
  arriving: [],
});

describe("silos", () => {
  it("adds up what goes into each place, the longest waits first", () => {
    const found = silos([
      pair("web", "phone", 4, 30, 1),
      pair("shop", "phone", 4, 30, 3),
      pair("phone", "web", 2, 40, 0),
    ]);
    expect(found.map(({ value }) => value)).toEqual(["phone", "web"]);
    expect(found[0]).toMatchObject({ handoffs: 8, waitSeconds: 60, waitShare: 0.6, returnShare: 0.5 });
  });

  it("has no shares of nothing", () => {
    expect(silos([pair("a", "b", 1, 0, 0)])[0]?.waitShare).toBe(0);
    expect(silos([])).toEqual([]);
  });
});
