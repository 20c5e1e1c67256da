/** What the author of a text saw before writing, so that words written there meanwhile are merged and not lost. */
import { type Change, type Edit, type Fields, isMergedText, type MapDocument, merge3 } from "@/map-model";

type Bases = Readonly<Record<string, string>>;

export function recordOf(map: MapDocument, table: string, id: string): Fields | undefined {
  if (table === "map") return map.map.id === id ? (map.map as unknown as Fields) : undefined;
  const records = (map as unknown as Record<string, Record<string, Fields>>)[table] ?? {};
  return Object.hasOwn(records, id) ? records[id] : undefined;
}

function changeWithBase(map: MapDocument, change: Change, seen: Bases): Change {
  if (change.do !== "set") return change;
  const record = recordOf(map, change.table, change.record_id);
  const base: Record<string, string> = {};
  for (const name of Object.keys(change.fields)) {
    const shown = change.base?.[name] ?? seen[name] ?? record?.[name];
    if (isMergedText(change.table, name) && typeof shown === "string") base[name] = shown;
  }
  return Object.keys(base).length === 0 ? change : { ...change, base };
}

/**
 * The edit with what its author saw in each text that it sets: what is `seen`, or else what the map shows now.
 * A text that the edit itself brings is left alone.
 */
export function withBase(map: MapDocument, edit: Edit, seen: Bases = {}): Edit {
  if (edit.do !== "batch") return changeWithBase(map, edit, seen);
  return { ...edit, operations: edit.operations.map((change) => changeWithBase(map, change, {})) };
}

/** Whether taking `left` back to `old` in what is `found` now takes away one's own words and nothing else. */
export function takesBackCleanly(left: string, found: string, old: string): boolean {
  const after = merge3(left, found, old);
  return after !== found && merge3(old, after, left) === found;
}
