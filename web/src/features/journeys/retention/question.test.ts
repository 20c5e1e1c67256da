import { describe, expect, it } from "vitest";
import { fifthsTable } from "./fifths";
import { likelyPeriod, recencyQuestion, repeatsQuestion, retentionQuestion, tabIn } from "./question";

describe("the questions about coming back", () => {
  it("go by periods of which the log holds some", () => {
    expect(likelyPeriod("2025-01-01T00:00:00Z", "2025-12-31T00:00:00Z")).toBe("month");
    expect(likelyPeriod("2025-01-01T00:00:00Z", "2025-03-01T00:00:00Z")).toBe("week");
    expect(likelyPeriod("2025-01-01T00:00:00Z", "2025-01-09T00:00:00Z")).toBe("day");
    expect(likelyPeriod(null, null)).toBe("week");
  });

  it("keep to what there is", () => {
    expect(tabIn(new URLSearchParams("show=sums"))).toBe("retention");
    const question = retentionQuestion(new URLSearchParams("period=year&periods=9999"), "week");
    expect([question.period, question.periods]).toEqual(["week", 60]);
  });

  it("tell any event, chosen, from none chosen", () => {
    expect(repeatsQuestion(new URLSearchParams(), "buy", false).event).toBe("buy");
    expect(repeatsQuestion(new URLSearchParams("again="), "buy", true)).toMatchObject({
      event: null,
      within: "30d",
      value: true,
    });
    expect(repeatsQuestion(new URLSearchParams("window="), "buy", true).within).toBeNull();
    expect(recencyQuestion(new URLSearchParams("came=open"), false)).toEqual({ event: "open", value: false });
  });
});

describe("the fifths", () => {
  const fifth = (
    recency: number,
    frequency: number,
    monetary: number | null,
    customers: number,
    value: number | null,
  ) => ({
    recency,
    frequency,
    monetary,
    customers,
    value,
  });

  it("stand with the latest on top, added up over value", () => {
    const cells = fifthsTable([fifth(5, 1, 1, 3, 10), fifth(5, 1, 2, 4, 20.5), fifth(1, 5, null, 2, null)]);
    expect(cells[0]?.[0]).toEqual({ customers: 7, value: 30.5 });
    expect(cells[4]?.[4]).toEqual({ customers: 2, value: null });
    expect(cells.flat().reduce((sum, one) => sum + one.customers, 0)).toBe(9);
  });
});
