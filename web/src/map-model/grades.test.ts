import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type Because, grade } from "./grades";
import type { Fields } from "./operations";
import { checkedRecord } from "./records";
import type { Evidence } from "./types";

interface GradeCase {
  readonly rows: readonly Fields[];
  readonly word: string;
  readonly reasons: readonly Because[];
}
const shared = JSON.parse(
  readFileSync(`${import.meta.dirname}/../../../schemas/grade-cases.json`, "utf8"),
) as { readonly today: string; readonly cases: readonly GradeCase[] };

describe("grades are told as in Python", () => {
  test.each(shared.cases.map((one, number) => [number, one] as const))(
    "case %i",
    (_, { rows, word, reasons }) => {
      const evidence = rows.map((row) => checkedRecord("evidence", row) as unknown as Evidence);
      expect(grade(evidence, shared.today)).toEqual({ word, reasons });
    },
  );
});
