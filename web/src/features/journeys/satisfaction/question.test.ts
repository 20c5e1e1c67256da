import { describe, expect, it } from "vitest";
import { moved, movers, scored, strongest } from "./question";

const rating = (answers: number) => ({
  answers,
  score: 0.5,
  low: null,
  high: null,
  mean: null,
  mean_low: null,
  mean_high: null,
  top: null,
  bottom: null,
  effective: null,
});
const place = (name: string, answers: number, low: number, high: number, q = 0.001) => ({
  name,
  rating: rating(answers),
  others: rating(500),
  moved: { difference: (low + high) / 2, low, high, p: q, q },
});

describe("what moves the score", () => {
  it("puts the surest first and what rests on few answers apart", () => {
    const places = [
      place("few", 5, 0.6, 0.8),
      place("unsure", 90, -0.1, 0.1, 0.9),
      place("late", 90, -0.3, -0.2),
      { name: "untested", rating: rating(2), others: rating(500), moved: null },
    ];
    const { firm, few } = movers(places);
    expect(firm.map(({ name }) => name)).toEqual(["late", "unsure"]);
    expect(few.map(({ name }) => name)).toEqual(["few"]);
    const { fall, rise } = strongest(places);
    expect(fall?.name).toBe("late");
    expect(rise).toBeNull();
  });
});

describe("figures of satisfaction", () => {
  it("are points, shares or means", () => {
    expect([scored("nps", -3.4), scored("csat", 0.796), scored("ces", 5.128), scored("nps", null)]).toEqual([
      "-3",
      "79.6 %",
      "5.13",
      "–",
    ]);
    expect([moved("nps", -12.2), moved("csat", 0.102), moved("ces", -0.5)]).toEqual([
      "−12",
      "+10.2",
      "−0.50",
    ]);
  });
});
