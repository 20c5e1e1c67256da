import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { apply } from "./apply";
import { documentFrom } from "./document";
import { type Change, type Edit, type Fields, type Json, OperationError } from "./operations";
import { keysBetween } from "./order";
import { LANE_KINDS, LANES_WITHOUT_CARDS, type MapDocument } from "./types";

const folder = `${import.meta.dirname}/../../../examples/operations/`;
const cases = readdirSync(folder).filter((file) => file.endsWith(".yaml"));

interface Case {
  name: string;
  before: Record<string, Json>;
  operation: Edit;
  after?: Record<string, Json>;
  error?: string;
}

const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof OperationError) return error.code;
    throw error;
  }
  return "none";
};

describe("the cases shared with Python", () => {
  test("are there", () => expect(cases.length).toBeGreaterThan(40));
  test.each(cases)("%s", (file) => {
    const { before, operation, after, error } = parse(readFileSync(folder + file, "utf8")) as Case;
    const map = documentFrom(before);
    if (error !== undefined) {
      expect(codeOf(() => apply(map, operation))).toBe(error);
      return;
    }
    const applied = apply(map, operation);
    expect(applied.document).toEqual(documentFrom(after ?? {}));
    expect(apply(applied.document, applied.inverse).document).toEqual(map);
  });
});

const ids = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${prefix}_${index}`);
const orders = keysBetween(null, null, 6);
const stages = ids("stg", 3);
const steps = ids("stp", 4);
const lanes = ids("lan", 4);
const cards = ids("crd", 6);
const personas = ids("per", 2);
const of = <Value>(values: readonly Value[]) => fc.constantFrom(...values);
const short = fc.string({ maxLength: 12 }).map((text) => text.replace(/\p{Cc}/gu, ""));

const records: Record<string, fc.Arbitrary<Fields>> = {
  stages: fc.record({ id: of(stages), order: of(orders), title: short }),
  steps: fc.record({ id: of(steps), stage: of(stages), order: of(orders), title: short }),
  lanes: fc.record({ id: of(lanes), order: of(orders), kind: of(LANE_KINDS), title: short }),
  cards: fc.record({
    id: of(cards),
    lane: of(lanes),
    step: of(steps),
    order: of(orders),
    text: short,
    emotion: fc.option(fc.double({ min: -1, max: 1, noNaN: true })),
    persona: fc.option(of(personas)),
  }),
  personas: fc.record({ id: of(personas), order: of(orders), name: short }),
  links: fc.record({ id: of(ids("lnk", 2)), source: of(steps), target: of(steps) }),
};
const byTable: Record<string, readonly string[]> = {
  stages,
  steps,
  lanes,
  cards,
  personas,
  links: ids("lnk", 2),
};
const table = of(Object.keys(records));
const change: fc.Arbitrary<Change> = table.chain((name): fc.Arbitrary<Change> => {
  const record_id = of(byTable[name] ?? []);
  return fc.oneof(
    {
      weight: 4,
      arbitrary: (records[name] ?? fc.constant({})).map(
        (record): Change => ({ do: "add", table: name, record }),
      ),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant("set" as const),
        table: fc.constant(name),
        record_id,
        fields: fc.record({ title: short }),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant("set" as const),
        table: fc.constant("lanes"),
        record_id: of(lanes),
        fields: fc.record({ kind: of(LANE_KINDS) }),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant("move" as const),
        table: fc.constant(name),
        record_id,
        to: fc.record({ order: of(orders) }),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant("remove" as const), table: fc.constant(name), record_id }),
    },
  );
});
const edit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 5, arbitrary: change as fc.Arbitrary<Edit> },
  {
    weight: 1,
    arbitrary: fc.array(change, { maxLength: 4 }).map((operations): Edit => ({ do: "batch", operations })),
  },
);
const empty = documentFrom({ map: { id: "map_x" } });

function checkWhole(map: MapDocument): void {
  for (const step of Object.values(map.steps)) expect(map.stages[step.stage]).toBeDefined();
  for (const card of Object.values(map.cards)) {
    const lane = map.lanes[card.lane];
    expect(lane).toBeDefined();
    expect(map.steps[card.step]).toBeDefined();
    if (card.persona !== null) expect(map.personas[card.persona]).toBeDefined();
    if (lane === undefined) continue;
    expect(LANES_WITHOUT_CARDS.has(lane.kind)).toBe(false);
    expect(card.emotion !== null).toBe(lane.kind === "emotion");
  }
}

describe("laws", () => {
  test("the inverse restores the map, and every map stays whole", () => {
    let applied = 0;
    fc.assert(
      fc.property(fc.array(edit, { minLength: 5, maxLength: 40 }), (edits) => {
        let map = empty;
        for (const one of edits) {
          const code = codeOf(() => apply(map, one));
          if (code !== "none") continue;
          const { document, inverse } = apply(map, one);
          expect(apply(document, inverse).document).toEqual(map);
          checkWhole(document);
          map = document;
          applied += 1;
        }
      }),
      { numRuns: 150 },
    );
    expect(applied).toBeGreaterThan(150);
  });

  test("what an operation does not touch is shared", () => {
    const map = documentFrom({
      map: { id: "map_x" },
      stages: {
        stg_a: { id: "stg_a", order: "a0", title: "A" },
        stg_b: { id: "stg_b", order: "a1", title: "B" },
      },
    });
    const { document } = apply(map, {
      do: "set",
      table: "stages",
      record_id: "stg_a",
      fields: { title: "New" },
    });
    expect(document.stages.stg_b).toBe(map.stages.stg_b);
    expect(document.lanes).toBe(map.lanes);
    expect(map.stages.stg_a?.title).toBe("A");
  });

  test("what is no operation is refused as such", () => {
    const nested = { do: "batch", operations: [{ do: "batch", operations: [] }] } as unknown as Edit;
    expect(codeOf(() => apply(empty, nested))).toBe("invalid_operation");
    const bare = { do: "set", table: "map", record_id: "map_x" } as unknown as Edit;
    expect(codeOf(() => apply(empty, bare))).toBe("invalid_operation");
  });
});
