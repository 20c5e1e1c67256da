import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  apply,
  cardsIn,
  documentFrom,
  lanesInOrder,
  type MapDocument,
  stagesInOrder,
  stepsInOrder,
} from "@/map-model";
import { pull } from "../parts/auto-scroll";
import { EditorSession, targetsOf } from "../session";
import { cleared, wholePlaces } from "./clear";
import { accepts, dropped, inMapOrder, isAfter } from "./drop";
import { cardsAt, gridOf } from "./grid";
import { type Direction, neighbour, positionOf } from "./navigate";
import { centresOf, tracksOfColumns, widthOf } from "./places";
import { everything, regionBetween, targetsIn, wholeColumns, wholeRows } from "./region";
import { COLUMN, FOLDED } from "./sizes";
import { isTarget, type Target } from "./target";

const MAP = documentFrom({
  map: { id: "map_x" },
  stages: {
    stg_a: { id: "stg_a", order: "a0", title: "A" },
    stg_b: { id: "stg_b", order: "a1", title: "B" },
  },
  steps: {
    stp_1: { id: "stp_1", stage: "stg_a", order: "a0", title: "1" },
    stp_2: { id: "stp_2", stage: "stg_a", order: "a1", title: "2" },
    stp_3: { id: "stp_3", stage: "stg_b", order: "a0", title: "3" },
    stp_4: { id: "stp_4", stage: "stg_b", order: "a1", title: "4" },
  },
  lanes: {
    lan_do: { id: "lan_do", order: "a0", kind: "actions", title: "Do" },
    lan_feel: { id: "lan_feel", order: "a1", kind: "emotion", title: "Feel" },
    lan_say: { id: "lan_say", order: "a2", kind: "thoughts", title: "Say" },
    lan_top: { id: "lan_top", order: "a3", kind: "importance", title: "Weight" },
  },
  cards: {
    crd_a: { id: "crd_a", lane: "lan_do", step: "stp_1", order: "a0", text: "a" },
    crd_b: { id: "crd_b", lane: "lan_do", step: "stp_1", order: "a1", text: "b" },
    crd_c: { id: "crd_c", lane: "lan_do", step: "stp_2", order: "a0", text: "c" },
    crd_f: { id: "crd_f", lane: "lan_feel", step: "stp_2", order: "a0", emotion: 0.5 },
    crd_s: { id: "crd_s", lane: "lan_say", step: "stp_4", order: "a0", text: "s" },
  },
});
const GRID = gridOf(MAP);
const FOLDED_A = new Set<Target>(["stage:stg_a", "lane:lan_say"]);
const go = (from: Target, ...ways: Direction[]) =>
  ways.reduce((target, way) => neighbour(MAP, GRID, target, way), from);
const between = (a: Target, b: Target) => {
  const region = regionBetween(MAP, GRID, a, b);
  return region === null ? null : targetsIn(GRID, region);
};

describe("keys of a spreadsheet", () => {
  test("Tab goes cell by cell and on in the next row, and ends with the map", () => {
    expect(go("cell:lan_do/stp_4", "next")).toBe("cell:lan_feel/stp_1");
    expect(go("cell:lan_feel/stp_1", "previous")).toBe("cell:lan_do/stp_4");
    expect(go("stage:stg_b", "next")).toBe("step:stp_1");
    expect(go("cell:lan_top/stp_4", "next")).toBe("cell:lan_top/stp_4");
    expect(go("stage:stg_a", "previous")).toBe("stage:stg_a");
  });
  test("Ctrl and an arrow go through what is filled to its edge, and over what is empty to the next", () => {
    expect(go("card:crd_a", "edge-right")).toBe("card:crd_c");
    expect(go("card:crd_c", "edge-right")).toBe("cell:lan_do/stp_4");
    expect(go("cell:lan_say/stp_1", "edge-right")).toBe("card:crd_s");
    expect(go("card:crd_s", "edge-left")).toBe("cell:lan_say/stp_1");
    expect(go("cell:lan_say/stp_1", "edge-left")).toBe("lane:lan_say");
    expect(go("step:stp_1", "edge-right")).toBe("step:stp_4");
  });
  test("corners and pages", () => {
    expect(go("card:crd_s", "first")).toBe("stage:stg_a");
    expect(go("stage:stg_a", "last")).toBe("cell:lan_top/stp_4");
    expect(go("step:stp_3", "pageDown")).toBe("cell:lan_top/stp_3");
    expect(go("cell:lan_top/stp_3", "pageUp")).toBe("stage:stg_b");
  });
  test("what is folded is passed over, and folded lanes are walked by whole cells", () => {
    const grid = gridOf(MAP, FOLDED_A);
    expect(positionOf(MAP, grid, "step:stp_1")).toBeNull();
    expect(neighbour(MAP, grid, "cell:lan_do/stp_3", "left")).toBe("lane:lan_do");
    expect(neighbour(MAP, grid, "cell:lan_feel/stp_4", "down")).toBe("cell:lan_say/stp_4");
    expect(neighbour(MAP, grid, "stage:stg_a", "right")).toBe("stage:stg_b");
  });
  test("no key leads off the map, whatever is folded", () => {
    const ways = fc.constantFrom<Direction>(
      ...(["left", "right", "up", "down", "home", "end", "first", "last", "pageUp", "pageDown"] as const),
      ...(["next", "previous", "edge-left", "edge-right", "edge-up", "edge-down"] as const),
    );
    const folded = fc.subarray<Target>(["stage:stg_a", "stage:stg_b", "lane:lan_do", "lane:lan_feel"]);
    fc.assert(
      fc.property(folded, fc.array(ways, { maxLength: 25 }), (some, walk) => {
        const grid = gridOf(MAP, new Set(some));
        let at: Target = "stage:stg_a";
        for (const way of walk) {
          at = neighbour(MAP, grid, at, way);
          expect(isTarget(at)).toBe(true);
          expect(positionOf(MAP, grid, at)).not.toBeNull();
        }
      }),
    );
  });
});

describe("ranges", () => {
  test("are rectangles of whole cells, with heads where they reach", () => {
    expect(between("card:crd_a", "cell:lan_feel/stp_2")).toEqual([
      "cell:lan_do/stp_1",
      "cell:lan_do/stp_2",
      "cell:lan_feel/stp_1",
      "cell:lan_feel/stp_2",
    ]);
    expect(between("stage:stg_a", "stage:stg_b")).toEqual(["stage:stg_a", "stage:stg_b"]);
    expect(between("stage:stg_a", "cell:lan_do/stp_1")).toEqual(["step:stp_1", "cell:lan_do/stp_1"]);
    expect(between("map:", "cell:lan_do/stp_1")).toBeNull();
  });
  test("whole steps, whole lanes, the whole map", () => {
    const one = { top: 2, bottom: 2, left: 1, right: 1 };
    expect(targetsIn(GRID, wholeColumns(GRID, one)).slice(0, 2)).toEqual(["step:stp_2", "cell:lan_do/stp_2"]);
    expect(targetsIn(GRID, wholeRows(GRID, one)).slice(0, 2)).toEqual(["lane:lan_do", "cell:lan_do/stp_1"]);
    expect(targetsIn(GRID, everything(GRID)).length).toBe(4 + 4 + 16);
  });
});

describe("the session", () => {
  test("tells only those whose thing changed", () => {
    const session = new EditorSession();
    const told: Target[] = [];
    const cells: Target[] = ["cell:lan_do/stp_1", "cell:lan_do/stp_2", "cell:lan_do/stp_3"];
    for (const cell of cells) session.watch(cell, () => told.push(cell));
    session.select("cell:lan_do/stp_1");
    expect(told.splice(0)).toEqual(["cell:lan_do/stp_1"]);
    session.selectRange("cell:lan_do/stp_1", cells.slice(0, 2));
    expect(told.splice(0)).toEqual(["cell:lan_do/stp_2"]);
    expect(targetsOf(session.getState())).toEqual(cells.slice(0, 2));
    session.select("cell:lan_do/stp_3");
    expect(told.sort()).toEqual(cells);
  });
  test("keeps what is folded", () => {
    const kept: Target[][] = [];
    const storage = {
      read: (): Target[] => ["lane:lan_do"],
      write: (all: readonly Target[]) => void kept.push([...all]),
    };
    const session = new EditorSession(storage);
    session.collapse(["stage:stg_a", "lane:lan_do"], true);
    session.collapse(["lane:lan_do"], false);
    expect(kept).toEqual([["lane:lan_do", "stage:stg_a"], ["stage:stg_a"]]);
  });
});

describe("clearing", () => {
  const run = (...targets: Target[]) =>
    apply(MAP, { do: "batch", operations: cleared(MAP, GRID, targets) }).document;
  test("empties cells and keeps their heads; heads alone go", () => {
    const cells = run("step:stp_1", "cell:lan_do/stp_1", "cell:lan_top/stp_1");
    expect([Object.keys(cells.cards), cells.steps.stp_1 !== undefined]).toEqual([
      ["crd_c", "crd_f", "crd_s"],
      true,
    ]);
    expect(Object.keys(run("step:stp_1", "step:stp_2").steps)).toEqual(["stp_3", "stp_4"]);
    expect(Object.keys(run("stage:stg_a", "step:stp_1", "step:stp_3").steps)).toEqual(["stp_4"]);
  });
  test("a card beside whole cells stands for its cell; among cards for itself", () => {
    expect(wholePlaces(MAP, ["card:crd_a", "cell:lan_do/stp_2"])).toEqual([
      "cell:lan_do/stp_1",
      "cell:lan_do/stp_2",
    ]);
    expect(wholePlaces(MAP, ["card:crd_a", "card:crd_c"])).toEqual(["card:crd_a", "card:crd_c"]);
  });
});

describe("putting down", () => {
  const drop = (held: Target[], over: Target, after = false) => {
    const edit = dropped(MAP, held, { over, after });
    return edit === null ? null : apply(MAP, edit).document;
  };
  test("several cards go together and stay in order, by one edit", () => {
    const map = drop(inMapOrder(MAP, ["card:crd_c", "card:crd_a"]), "cell:lan_say/stp_4");
    expect(map && cardsIn(map, "lan_say", "stp_4").map(({ id }) => id)).toEqual(["crd_s", "crd_a", "crd_c"]);
    const before = drop(["card:crd_c"], "card:crd_b");
    expect(before && cardsIn(before, "lan_do", "stp_1").map(({ id }) => id)).toEqual([
      "crd_a",
      "crd_c",
      "crd_b",
    ]);
  });
  test("several steps change their stage; stages and lanes their place", () => {
    const steps = drop(["step:stp_1", "step:stp_2"], "step:stp_3", true);
    expect(steps && stepsInOrder(steps, "stg_b").map(({ id }) => id)).toEqual([
      "stp_3",
      "stp_1",
      "stp_2",
      "stp_4",
    ]);
    const lanes = drop(["lane:lan_top"], "lane:lan_do");
    expect(lanes && lanesInOrder(lanes).map(({ id }) => id)[0]).toBe("lan_top");
    const stages = drop(["stage:stg_a"], "stage:stg_b", true);
    expect(stages && stagesInOrder(stages).map(({ id }) => id)).toEqual(["stg_b", "stg_a"]);
  });
  test("nothing goes where it cannot stand", () => {
    expect(accepts(MAP, ["card:crd_a"], "cell:lan_feel/stp_1")).toBe(false);
    expect(accepts(MAP, ["card:crd_f"], "cell:lan_do/stp_1")).toBe(false);
    expect(accepts(MAP, ["card:crd_a", "step:stp_1"], "step:stp_2")).toBe(false);
    expect(accepts(MAP, ["lane:lan_do"], "step:stp_2")).toBe(false);
    expect(drop(["card:crd_a"], "cell:lan_top/stp_1")).toBeNull();
  });
  test("by keyboard, a thing comes to stand behind what it passes", () => {
    expect(isAfter(MAP, ["step:stp_1"], "step:stp_3")).toBe(true);
    expect(isAfter(MAP, ["step:stp_3"], "step:stp_1")).toBe(false);
    expect(isAfter(MAP, ["card:crd_a"], "card:crd_b")).toBe(true);
    expect(isAfter(MAP, ["card:crd_a"], "card:crd_c")).toBe(false);
  });
});

test("a folded stage is one narrow column, and all that is drawn across follows", () => {
  const { columns, spans } = gridOf(MAP, FOLDED_A);
  expect(columns.map(({ step, folded }) => step?.id ?? folded?.length)).toEqual([2, "stp_3", "stp_4"]);
  expect(spans.map(({ start, columns: wide }) => [start, wide])).toEqual([
    [0, 1],
    [1, 2],
  ]);
  expect(tracksOfColumns(columns)).toBe(`${FOLDED}px ${COLUMN}px ${COLUMN}px`);
  expect(centresOf(columns)[1]).toBe(FOLDED + COLUMN / 2);
  expect(widthOf(columns)).toBe(FOLDED + 2 * COLUMN);
});

test("a change of one cell leaves all other lists of the grid as they are", () => {
  const edit = { do: "set", table: "cards", record_id: "crd_s", fields: { text: "new" } } as const;
  const after = gridOf(apply(MAP, edit).document);
  expect(after.columns).toBe(GRID.columns);
  expect(after.lanes).toBe(GRID.lanes);
  expect(after.cells.get("lan_do")).toBe(GRID.cells.get("lan_do"));
  expect(after.cells.get("lan_say")?.get("stp_1")).toBe(GRID.cells.get("lan_say")?.get("stp_1"));
  expect(after.cells.get("lan_say")?.get("stp_4")).not.toBe(GRID.cells.get("lan_say")?.get("stp_4"));
});

test("cells follow cards that come, go to another lane, and leave", () => {
  const table = "cards";
  const moved = apply(MAP, { do: "move", table, record_id: "crd_s", to: { lane: "lan_do" } }).document;
  const inCell = (map: MapDocument, lane: string) => cardsAt(gridOf(map), lane, "stp_4").map(({ id }) => id);
  expect(inCell(moved, "lan_do")).toContain("crd_s");
  expect(inCell(moved, "lan_say")).not.toContain("crd_s");
  const removed = apply(moved, { do: "remove", table, record_id: "crd_s" }).document;
  expect(inCell(removed, "lan_do")).not.toContain("crd_s");
  expect(inCell(MAP, "lan_say")).toContain("crd_s");
});

test("the view runs on only near its edges", () => {
  const box = { left: 0, top: 0, right: 500, bottom: 500 };
  expect(pull(box, { clientX: 250, clientY: 250 })).toEqual({ x: 0, y: 0 });
  expect(pull(box, { clientX: 499, clientY: 250 }).x).toBeGreaterThan(0);
  expect(pull(box, { clientX: 250, clientY: 3 }).y).toBeLessThan(0);
});
