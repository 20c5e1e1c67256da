import { describe, expect, test } from "vitest";
import { documentFrom } from "@/map-model";
import { marksOf, placeOfRecord } from "./marks";
import type { DifferenceLine } from "./queries";
import { daysOf } from "./when";

const step = { id: "stp_a", stage: "stg_a", order: "a0", title: "Search" };
const lane = { id: "lan_a", order: "a0", kind: "emotion", title: "Emotion" };
const card = { id: "crd_a", lane: "lan_a", step: "stp_a", order: "a0", emotion: 0.5 };
const BARE = {
  map: { id: "map_shop", title: "Shop" },
  stages: { stg_a: { id: "stg_a", order: "a0", title: "Find" } },
};
const WHOLE = documentFrom({
  ...BARE,
  steps: { stp_a: step },
  lanes: { lan_a: lane },
  cards: { crd_a: card },
});
const WITHOUT_CARD = documentFrom({ ...BARE, steps: { stp_a: step }, lanes: { lan_a: lane } });

const line = (given: Partial<DifferenceLine>): DifferenceLine => ({
  kind: "changed",
  table: "cards",
  record_id: "crd_a",
  field: "emotion",
  old: -0.5,
  new: 0.5,
  inside: "",
  words: "Emotion at “Search” −1 → +1",
  ...given,
});

describe("where a difference is marked", () => {
  test("at the thing itself, with the values as the map shows them", () => {
    const marks = marksOf([line({})], { now: WHOLE, before: WHOLE });
    expect([...marks]).toEqual([
      ["card:crd_a", [{ kind: "changed", words: "Emotion at “Search” −1 → +1", values: "−1 → +1" }]],
    ]);
  });

  test("where it stood, when it is gone: in its cell, at its step, at its stage", () => {
    const at = (now: typeof WHOLE, table = "cards", id = "crd_a") =>
      placeOfRecord(table, id, { now, before: WHOLE });
    expect(at(WITHOUT_CARD)).toBe("cell:lan_a/stp_a");
    expect(at(documentFrom({ ...BARE, steps: { stp_a: step } }))).toBe("step:stp_a");
    expect(at(documentFrom(BARE), "steps", "stp_a")).toBe("stage:stg_a");
    expect(at(documentFrom(BARE))).toBeNull();
    expect(at(WHOLE, "map", "map_shop")).toBe("map:");
  });

  test("two differences of one thing are marked together", () => {
    const lines = [line({}), line({ field: "text", old: "", new: "Well", words: "Text" })];
    const marks = marksOf(lines, { now: WHOLE, before: WHOLE });
    expect(marks.get("card:crd_a")?.map(({ values }) => values)).toEqual(["−1 → +1", ""]);
  });
});

test("entries stand under their days, the last two by their names", () => {
  const now = new Date(2026, 2, 10, 9);
  const at = (day: number, hour: number) => ({ at: new Date(2026, 2, day, hour).toISOString() });
  const words = { today: "Today", yesterday: "Yesterday" };
  const days = daysOf([at(10, 8), at(10, 1), at(9, 23), at(7, 12)], words, now);
  expect(days.map(({ day, entries }) => [day, entries.length])).toEqual([
    ["Today", 2],
    ["Yesterday", 1],
    ["Saturday, March 7, 2026", 1],
  ]);
});
