import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { begunAt, labelsOf, matching, type Person, piecesOf, stored, typed } from "./mentions";

const ADA: Person = { id: "usr_a", name: "Ada" };
const LOVELACE: Person = { id: "usr_l", name: "Ada Lovelace" };
const SECOND: Person = { id: "usr_b", name: "Ada" };
const JOSE: Person = { id: "usr_j", name: "José Ångström" };
const PEOPLE = [ADA, LOVELACE, SECOND, JOSE];

describe("what is stored", () => {
  test("the longest name counts", () => {
    expect(stored("@Ada Lovelace and @Ada, @Nobody", PEOPLE)).toBe("@[usr_l] and @[usr_a], @Nobody");
  });
  test("a longer word is no name", () => expect(stored("@Adagio", PEOPLE)).toBe("@Adagio"));
  test("two of the same name are told apart", () => {
    expect(labelsOf(PEOPLE).get("usr_b")).toBe("Ada 2");
    expect(stored("@Ada 2!", PEOPLE)).toBe("@[usr_b]!");
  });
  test("what is stored comes back as it was typed, whatever stands around the names", () => {
    const words = fc.array(
      fc.oneof(fc.constantFrom(...PEOPLE), fc.constantFrom(" ", ", ", "\n", "so. ", "é ")),
    );
    fc.assert(
      fc.property(words, (parts) => {
        const labels = labelsOf(PEOPLE);
        const text = parts
          .map((part) => (typeof part === "string" ? part : `@${labels.get(part.id)} · `))
          .join("");
        const ids = parts.flatMap((part) => (typeof part === "string" ? [] : [part.id]));
        const kept = stored(text, PEOPLE);
        expect([...kept.matchAll(/@\[(usr_.)\]/g)].map((found) => found[1])).toEqual(ids);
        expect(typed(kept, PEOPLE)).toBe(text);
      }),
    );
  });
});

describe("what is drawn", () => {
  test("names take the place of ids, and nothing else is read", () => {
    expect(piecesOf("Hi @[usr_a], <b>@[usr_x]</b>", { usr_a: "Ada" }, "someone")).toEqual([
      { text: "Hi ", person: null },
      { text: "@Ada", person: "usr_a" },
      { text: ", <b>", person: null },
      { text: "@someone", person: "usr_x" },
      { text: "</b>", person: null },
    ]);
  });
  test("no character is lost", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(
          piecesOf(text, {}, "someone")
            .map((piece) => piece.text)
            .join(""),
        ).toBe(text.replace(/@\[usr_[0-9a-z][0-9a-z_-]*\]/g, "@someone"));
      }),
    );
  });
});

describe("a name being written", () => {
  test.each([
    ["@", "", 0],
    ["Hello @ad", "ad", 6],
    ["(@Ada Lo", "Ada Lo", 1],
  ])("%j asks for %j", (text, query, from) => {
    expect(begunAt(text, text.length)).toEqual({ query, from });
  });
  test.each(["mail@example", "@Ada Lovelace and then", "no", "@ "])("%j asks for nobody", (text) => {
    expect(matching(PEOPLE, begunAt(text, text.length)?.query ?? "zzz")).toEqual([]);
  });
  test("people are found by any word of their name, without accents", () => {
    expect(matching(PEOPLE, "ang")).toEqual([JOSE]);
    expect(matching(PEOPLE, "jose a")).toEqual([JOSE]);
    expect(matching(PEOPLE, "")).toEqual(PEOPLE);
  });
});
