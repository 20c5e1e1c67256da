import { describe, expect, it } from "vitest";
import { bytes, count, date, percent, span } from "./numbers";

describe("numbers as people read them", () => {
  it.each([
    [13087, "13,087"],
    [0, "0"],
  ])("writes %d as %s", (value, text) => expect(count(value)).toBe(text));

  it.each([
    [0, "0 %"],
    [1, "100 %"],
    [0.5629, "56.3 %"],
    [0.0002, "<0.1 %"],
    [0.99996, ">99.9 %"],
  ])("writes the share %d as %s", (share, text) => expect(percent(share)).toBe(text));

  it.each([
    [0, "0 s"],
    [0.25, "250 ms"],
    [4.2, "4.2 s"],
    [59.6, "1 min"],
    [60, "1 min"],
    [3599.9, "1 h"],
    [90_000, "1 d 1 h"],
    [86_400 * 400, "1 y 1 mo"],
    [null, "–"],
  ])("writes a span of %s seconds as %s", (seconds, text) => expect(span(seconds)).toBe(text));

  it("writes sizes and days", () => {
    expect(bytes(3_456_789)).toBe("3.5 MB");
    expect(bytes(999)).toBe("999 B");
    expect(date("2012-03-14T23:30:00Z")).toBe("Mar 14, 2012");
  });
});
