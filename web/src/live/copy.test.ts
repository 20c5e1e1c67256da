import { expect, test } from "vitest";
import { apply, type Operation } from "@/map-model";
import { Copy } from "./copy";
import { card, MAP, rename } from "./test-browser";
import type { Opened } from "./transport";

const never = () => undefined;
const mine: Operation = { ...card("crd_a", "Types a word"), id: "op_mine" };
const theirs: Operation = { ...rename("stg_a", "Discover"), id: "op_theirs" };
const copy = () => new Copy({ seq: 0, role: "editor", document: MAP as unknown as Opened["document"] }, []);

/** Puts an operation on top, as the live map does; gives the record that is shown then. */
function pushed(one: Copy) {
  const before = one.shown();
  const after = apply(before, mine).document;
  one.pushApplied(mine, { before, after });
  return after.cards.crd_a;
}

test("one's own records stay the very same when the server confirms them", () => {
  const one = copy();
  const shown = pushed(one);
  one.take([{ seq: 1, operation: JSON.parse(JSON.stringify(mine)) }], never);
  expect(one.pending).toEqual([]);
  expect(one.shown().cards.crd_a).toBe(shown);
  one.take([{ seq: 2, operation: theirs }], never);
  expect(one.shown().cards.crd_a).toBe(shown);
  expect(one.shown().stages.stg_a?.title).toBe("Discover");
});

test("what others did first is under one's own, what they did later over it", () => {
  const one = copy();
  const before = one.shown();
  const own: Operation = { ...rename("stg_a", "Mine"), id: "op_own" };
  one.pushApplied(own, { before, after: apply(before, own).document });
  one.take([{ seq: 1, operation: theirs }], never);
  expect(one.shown().stages.stg_a?.title).toBe("Mine");
  one.take([{ seq: 2, operation: own }], never);
  expect(one.shown().stages.stg_a?.title).toBe("Mine");
  one.take([{ seq: 3, operation: { ...theirs, id: "op_later" } }], never);
  expect(one.shown().stages.stg_a?.title).toBe("Discover");
});

test("two operations, one on the other, are each made once", () => {
  const one = copy();
  pushed(one);
  const before = one.shown();
  const second: Operation = { ...rename("stg_a", "Choose"), id: "op_second" };
  one.pushApplied(second, { before, after: apply(before, second).document });
  const shown = one.shown();
  one.take([{ seq: 1, operation: mine }], never);
  expect(one.shown()).toBe(shown);
});
