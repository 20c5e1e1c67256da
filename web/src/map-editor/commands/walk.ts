/** Keys that go through the map and select. They change nothing on the map, so they stand in no menu. */
import type { MapDocument } from "@/map-model";
import type { Editor } from "../context";
import type { Grid } from "../layout/grid";
import { type Direction, neighbour, placeBeyond, positionOf, targetAt } from "../layout/navigate";
import {
  columnsOf,
  everything,
  type Region,
  regionBetween,
  regionOf,
  rowsOf,
  targetsIn,
  wholeColumns,
  wholeRows,
} from "../layout/region";
import { kindOf, type Target, targetOf } from "../layout/target";
import { targetsOf } from "../session";
import { shownKeys } from "./command";
import { documentOf, gridNow } from "./selection";

export const WALK_LINES = [
  "go",
  "next",
  "edge",
  "ends",
  "corners",
  "pages",
  "extend",
  "extendEdge",
  "extendFar",
  "extendCorners",
  "all",
  "columns",
  "rows",
  "leave",
] as const;
export type WalkLine = (typeof WALK_LINES)[number];

export interface Walk {
  /** The line of the list of keys that it belongs to, `walks.<line>`. */
  readonly line: WalkLine;
  readonly keys: readonly string[];
  /** Returns `false` where the key leads nowhere, so that it stays the browser's. */
  readonly run: (editor: Editor) => boolean;
}

const isOutside = (target: Target): boolean => ["map", "persona", "link"].includes(kindOf(target));

function go(editor: Editor, direction: Direction): boolean {
  const { session } = editor;
  const document = documentOf(editor);
  const grid = gridNow(editor);
  const from = session.getState().selected;
  const [first] = grid.spans;
  if (isOutside(from)) {
    if (first !== undefined) session.select(targetOf("stage", first.stage.id), { focus: true });
    return first !== undefined;
  }
  const next = neighbour(document, grid, from, direction);
  session.select(next, { focus: true });
  return next !== from;
}

/** Selects a rectangle whose one corner is the active thing, and says how large it is. */
function selectRegion(editor: Editor, region: Region, head: Target): void {
  const { session, t } = editor;
  const document = documentOf(editor);
  const { selected } = session.getState();
  const own = cellOfActive(document, selected);
  const targets = targetsIn(gridNow(editor), region).filter((target) => target !== own);
  session.selectRange(selected, targets, { head });
  session.say(
    targets.length === 0
      ? t("range.one")
      : t("range.many", { rows: rowsOf(region), columns: columnsOf(region), count: targets.length + 1 }),
  );
}

/** The cell that an active card stands for in a range. */
function cellOfActive(document: MapDocument, selected: Target): Target {
  const card = document.cards[selected.slice("card:".length)];
  return card === undefined ? selected : `cell:${card.lane}/${card.step}`;
}

/** Extends the selection from the active thing to another one, as Shift and a click do. */
export function extendTo(editor: Editor, target: Target): boolean {
  const { selected } = editor.session.getState();
  const region = regionBetween(documentOf(editor), gridNow(editor), selected, target);
  if (region === null) return false;
  selectRegion(editor, region, target);
  return true;
}

/** Takes a thing into the selection or out of it, as Ctrl and a click do. */
export function toggleSelected(editor: Editor, target: Target): void {
  const { session, t } = editor;
  const targets = targetsOf(session.getState()).filter((one) => !isOutside(one));
  const others = targets.filter((one) => one !== target);
  const isTaken = others.length < targets.length;
  const active = isTaken ? others.at(-1) : target;
  if (active === undefined) return;
  session.selectRange(active, others, { focus: true });
  session.say(t("range.count", { count: isTaken ? others.length : others.length + 1 }));
}

function headPlace(document: MapDocument, grid: Grid, editor: Editor) {
  const { head, selected } = editor.session.getState();
  return positionOf(document, grid, head) ?? positionOf(document, grid, selected);
}

function extend(editor: Editor, direction: Direction): boolean {
  const document = documentOf(editor);
  const grid = gridNow(editor);
  const place = headPlace(document, grid, editor);
  if (place === null) return false;
  const target = targetAt(grid, placeBeyond(grid, place, direction), "cell");
  return target !== null && extendTo(editor, target);
}

/** The whole lane first; once more, the whole map. */
function selectAll(editor: Editor): boolean {
  const document = documentOf(editor);
  const grid = gridNow(editor);
  const { session } = editor;
  const region = regionOf(document, grid, targetsOf(session.getState()));
  if (region === null) return false;
  const row = wholeRows(grid, region);
  const cells = { ...row, left: 0 };
  const isWholeRow = region.left <= 0 && region.right >= cells.right && region.top >= cells.top;
  selectRegion(
    editor,
    isWholeRow || region.top < cells.top ? everything(grid) : cells,
    session.getState().head,
  );
  return true;
}

function selectWhole(editor: Editor, what: "columns" | "rows"): boolean {
  const document = documentOf(editor);
  const grid = gridNow(editor);
  const { session } = editor;
  const targets = targetsOf(session.getState());
  const region = regionOf(
    document,
    grid,
    targets.flatMap((target) => columnsOfStage(grid, target) ?? target),
  );
  if (region === null) return false;
  selectRegion(
    editor,
    what === "columns" ? wholeColumns(grid, region) : wholeRows(grid, region),
    session.getState().head,
  );
  return true;
}

/** The steps under a stage, which are what its columns are. */
function columnsOfStage(grid: Grid, target: Target): Target[] | null {
  const span = grid.spans.find(({ stage }) => targetOf("stage", stage.id) === target);
  return span === undefined || span.folded ? null : span.steps.map(({ id }) => targetOf("step", id));
}

/** Lets go of what is held, then of the range, then leaves the poster for the tools above it. */
function leaveStepwise(editor: Editor): boolean {
  const { session } = editor;
  const { range, selected } = session.getState();
  if (range.length > 0) {
    session.select(selected, { focus: true });
    return true;
  }
  const tool = document.querySelector<HTMLElement>("[role='toolbar'] button:not(:disabled)");
  tool?.focus();
  return tool !== null;
}

const walks = (line: WalkLine, key: string, direction: Direction): Walk => ({
  line,
  keys: [key],
  run: (editor) => go(editor, direction) || line !== "next",
});
const extensions = (line: WalkLine, key: string, direction: Direction): Walk => ({
  line,
  keys: [key],
  run: (editor) => extend(editor, direction),
});

const WAYS = [
  ["left", "ArrowLeft"],
  ["right", "ArrowRight"],
  ["up", "ArrowUp"],
  ["down", "ArrowDown"],
] as const;

export const WALKS: readonly Walk[] = [
  ...WAYS.map(([way, key]) => walks("go", key, way)),
  walks("next", "Tab", "next"),
  walks("next", "shift+Tab", "previous"),
  ...WAYS.map(([way, key]) => walks("edge", `mod+${key}`, `edge-${way}`)),
  walks("ends", "Home", "home"),
  walks("ends", "End", "end"),
  walks("corners", "mod+Home", "first"),
  walks("corners", "mod+End", "last"),
  walks("pages", "PageUp", "pageUp"),
  walks("pages", "PageDown", "pageDown"),
  ...WAYS.map(([way, key]) => extensions("extend", `shift+${key}`, way)),
  ...WAYS.map(([way, key]) => extensions("extendEdge", `mod+shift+${key}`, `edge-${way}`)),
  extensions("extendFar", "shift+Home", "home"),
  extensions("extendFar", "shift+End", "end"),
  extensions("extendFar", "shift+PageUp", "pageUp"),
  extensions("extendFar", "shift+PageDown", "pageDown"),
  extensions("extendCorners", "mod+shift+Home", "first"),
  extensions("extendCorners", "mod+shift+End", "last"),
  { line: "all", keys: ["mod+a"], run: selectAll },
  { line: "columns", keys: ["mod+Space"], run: (editor) => selectWhole(editor, "columns") },
  { line: "rows", keys: ["shift+Space"], run: (editor) => selectWhole(editor, "rows") },
  { line: "leave", keys: ["Escape"], run: leaveStepwise },
];

/** The keys of one line, those with the same modifiers together: `Shift ← → ↑ ↓`. */
export function keysOfLine(line: WalkLine): string {
  const groups = new Map<string, string[]>();
  for (const { keys } of WALKS.filter((walk) => walk.line === line))
    for (const one of keys) {
      const shown = shownKeys(one).split(" ");
      const sign = shown.pop() ?? "";
      const modifiers = shown.join(" ");
      groups.set(modifiers, [...(groups.get(modifiers) ?? []), sign]);
    }
  return [...groups].map(([modifiers, signs]) => `${modifiers} ${signs.join(" ")}`.trim()).join(", ");
}
