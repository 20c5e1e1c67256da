import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { apply } from "./apply";
import { documentFrom } from "./document";
import { type Edit, OperationError } from "./operations";
import { LONGEST_TEXT, longestOf, SHAPES } from "./records";
import { merge3 } from "./text-merge";
import { isMergedText } from "./types";

interface MergeCase {
  readonly base: string;
  readonly theirs: string;
  readonly mine: string;
  readonly merged: string;
}
const cases = JSON.parse(
  readFileSync(`${import.meta.dirname}/../../../schemas/text-merge-cases.json`, "utf8"),
) as MergeCase[];

test("every case shared with Python gives the same text", () => {
  expect(cases.length).toBeGreaterThan(400);
  for (const { base, theirs, mine, merged } of cases)
    expect(merge3(base, theirs, mine), JSON.stringify({ base, theirs, mine })).toBe(merged);
});

const word = fc.constantFrom("the", "cat", "ca", "sat", "é", "👍🏽", "a");
const someText = fc
  .array(fc.tuple(word, fc.constantFrom(" ", "\n", "", "\r\n")), { maxLength: 12 })
  .map((parts) => parts.flat().join(""));

describe("laws", () => {
  test("where one changed nothing, the other holds", () => {
    fc.assert(
      fc.property(someText, someText, (base, text) => {
        expect(merge3(base, base, text)).toBe(text);
        expect(merge3(base, text, base)).toBe(text);
        expect(merge3(base, text, text)).toBe(text);
      }),
    );
  });

  test("the result is no longer than both together", () => {
    fc.assert(
      fc.property(someText, someText, someText, (base, theirs, mine) => {
        const spaces = Math.min(...[theirs, mine].map((text) => text.match(/[^ \t\n\r]+/g)?.length ?? 0));
        expect(merge3(base, theirs, mine).length).toBeLessThanOrEqual(theirs.length + mine.length + spaces);
      }),
    );
  });

  test("every new word of either stands in the result", () => {
    const places = fc.array(fc.nat(20), { maxLength: 3 });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 10 }), places, places, (base, forTheirs, forMine) => {
        const written = (mark: string, where: readonly number[]) =>
          where.reduce<string[]>(
            (words, place, index) => words.toSpliced(place % (words.length + 1), 1, `${mark}${index}${mark}`),
            base,
          );
        const theirs = written("T", forTheirs);
        const mine = written("M", forMine);
        const merged = merge3(base.join(" "), theirs.join(" "), mine.join(" ")).split(" ");
        for (const one of [...theirs, ...mine])
          if (/^[TM]/.test(one)) expect(merged.filter((word) => word === one)).toHaveLength(1);
      }),
    );
  });
});

const map = documentFrom({
  map: { id: "map_x", title: "One two" },
});
const titled = (title: string, base?: string): Edit => ({
  do: "set",
  table: "map",
  record_id: "map_x",
  fields: { title },
  ...(base === undefined ? {} : { base: { title: base } }),
});
const codeOf = (edit: unknown): string => {
  try {
    apply(map, edit as Edit);
  } catch (error) {
    if (error instanceof OperationError) return error.code;
    throw error;
  }
  return "none";
};

describe("a change that says what its author saw", () => {
  test("keeps what others wrote, and undo takes back its own words only", () => {
    const first = apply(map, titled("One two three", "One two"));
    expect(first.inverse).toMatchObject({ fields: { title: "One two" }, base: { title: "One two three" } });
    const other = apply(first.document, titled("Zero one two", "One two")).document;
    expect(other.map.title).toBe("Zero one two three");
    expect(apply(other, first.inverse).document.map.title).toBe("Zero one two");
  });

  test("has no base in its inverse when it had none", () => {
    expect(apply(map, titled("Other")).inverse).not.toHaveProperty("base");
  });

  test("is refused when the base fits no text", () => {
    const edit = titled("x", "One two") as unknown as Record<string, unknown>;
    expect(codeOf({ ...edit, fields: { owner: "Ada" }, base: { owner: "" } })).toBe("forbidden_field");
    expect(codeOf({ ...edit, base: { description: "" } })).toBe("forbidden_field");
    expect(codeOf({ ...edit, base: { title: 5 } })).toBe("invalid_operation");
    expect(codeOf({ ...edit, base: { title: "x".repeat(LONGEST_TEXT + 1) } })).toBe("invalid_operation");
    expect(codeOf({ ...edit, base: null })).toBe("invalid_operation");
    expect(codeOf(titled("y".repeat(299), ""))).toBe("invalid_record");
  });
});

test("merged texts are fields of their records, with their longest length", () => {
  expect(isMergedText("cards", "text")).toBe(true);
  expect(isMergedText("cards", "department")).toBe(false);
  for (const [table, shape] of Object.entries(SHAPES))
    for (const [name, field] of Object.entries(shape))
      if (isMergedText(table, name)) {
        expect(field.check("x".repeat(longestOf(name)))).toBeNull();
        expect(field.check("x".repeat(longestOf(name) + 1))).not.toBeNull();
      }
});
