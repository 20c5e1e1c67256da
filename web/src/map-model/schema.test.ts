import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { MEASURED, NUMBERS, SHAPES, WEB_LINK } from "./records";
import { LANE_KINDS } from "./types";

interface Schema {
  properties?: Record<string, { enum?: string[] }>;
  $defs?: Record<string, Schema>;
}
const schema = JSON.parse(
  readFileSync(`${import.meta.dirname}/../../../schemas/map.schema.json`, "utf8"),
) as Schema;
const definitions = schema.$defs ?? {};
const namesOf = (name: string) => Object.keys(definitions[name]?.properties ?? {}).sort();

test.each([
  ["map", "MapRecord"],
  ["personas", "Persona"],
  ["stages", "Stage"],
  ["steps", "Step"],
  ["lanes", "Lane"],
  ["cards", "Card"],
  ["links", "Link"],
])("%s has the fields of the published schema", (table, name) => {
  expect(Object.keys(SHAPES[table] ?? {}).sort()).toEqual(namesOf(name));
});

test("links have the fields of the published schema", () => {
  expect(Object.keys(WEB_LINK).sort()).toEqual(namesOf("WebLink"));
});

test("numbers and their origin have the fields of the published schema", () => {
  expect(Object.keys(NUMBERS).sort()).toEqual(namesOf("StepNumbers"));
  expect(Object.keys(MEASURED).sort()).toEqual(namesOf("Measured"));
});

test("the kinds of lanes are those of the published schema", () => {
  expect([...LANE_KINDS].sort()).toEqual([...(definitions.Lane?.properties?.kind?.enum ?? [])].sort());
});
