import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { choicesOf, codeOf } from "./portrait-choices";

const CASES = JSON.parse(
  readFileSync(`${import.meta.dirname}/../../../schemas/portrait-cases.json`, "utf8"),
) as readonly { code: string; of: string; choices: readonly number[] }[];

describe("the choices of a portrait", () => {
  it("are the same as on the poster", () => {
    expect(CASES.length).toBeGreaterThan(20);
    for (const { code, of, choices } of CASES) expect(choicesOf(code, of), `${code} ${of}`).toEqual(choices);
  });

  it("are read back from their code", () => {
    expect(choicesOf(codeOf([1, 2, 3, 1, 2, 4]), "per_x")).toEqual([1, 2, 3, 1, 2, 4]);
  });
});
