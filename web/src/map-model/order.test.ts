import { expect, test } from "vitest";
import { newId } from "./ids";
import { byOrder, isOrderKey, keyAt, keyBetween } from "./order";

test("order keys are told from other text", () => {
  expect(["a0", "Zz", "a0V", "a00", "b1", "1", "", "a", "a0-"].map(isOrderKey)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
    false,
    false,
    false,
  ]);
});

test("keys sort as text, not by language", () => {
  const sorted = ["a1", "Zz", "a0", "aV", "aa"].map((order) => ({ id: order, order })).sort(byOrder);
  expect(sorted.map(({ order }) => order)).toEqual(["Zz", "a0", "a1", "aV", "aa"]);
});

test("a key is found at every place, also beside equal keys", () => {
  const siblings = [
    { id: "a", order: "a0" },
    { id: "b", order: "a0" },
    { id: "c", order: "a1" },
  ];
  expect(keyAt(siblings, 0) < "a0").toBe(true);
  expect(keyAt(siblings, 1)).toBe(keyBetween("a0", "a1"));
  expect(keyAt(siblings, 3) > "a1").toBe(true);
  expect(keyAt([], 0)).toBe("a0");
});

test("ids have the form the server asks for and do not repeat", () => {
  const made = Array.from({ length: 500 }, () => newId("stp"));
  expect(new Set(made).size).toBe(500);
  for (const id of made) expect(id).toMatch(/^stp_[0-9a-z]{12}$/);
});
