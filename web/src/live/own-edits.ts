/** Which part of one's own edit is still as one left it: undo never takes back what somebody else did. */
import {
  type Change,
  CONTENTS,
  changesOf,
  type Edit,
  type Fields,
  type Json,
  type MapDocument,
  type SetFields,
} from "@/map-model";
import { recordOf, takesBackCleanly } from "./bases";

const same = (a: Json | undefined, b: Json | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);

const keyOf = (table: string, id: Json | undefined): string => `${table}/${String(id)}`;

/** Per record the values that the edit left there. */
function leftBy(edit: Edit): Map<string, Fields> {
  const left = new Map<string, Fields>();
  for (const change of changesOf(edit)) {
    if (change.do === "remove") continue;
    const id = change.do === "add" ? change.record.id : change.record_id;
    const values = change.do === "add" ? change.record : change.do === "set" ? change.fields : change.to;
    const key = keyOf(change.table, id);
    left.set(key, { ...left.get(key), ...values });
  }
  return left;
}

/** Whether a record, and all that stands in it, is only what the edit put there. */
function isOurs(map: MapDocument, left: ReadonlyMap<string, Fields>, table: string, id: string): boolean {
  const record = recordOf(map, table, id);
  const values = left.get(keyOf(table, id));
  if (record === undefined || values === undefined) return false;
  if (Object.entries(values).some(([name, value]) => !same(record[name], value))) return false;
  return (CONTENTS[table] ?? []).every(([inner, field]) =>
    Object.values(map[inner] as unknown as Record<string, Fields>).every(
      (other) => other[field] !== id || isOurs(map, left, inner, String(other.id)),
    ),
  );
}

/** Whether one's own words can be taken out of a text in which others have written since. */
function isOwnText(record: Fields, { base }: SetFields, [name, old]: [string, Json]): boolean {
  const left = base?.[name];
  const found = record[name];
  const areTexts = typeof left === "string" && typeof found === "string" && typeof old === "string";
  return areTexts && takesBackCleanly(left, found, old);
}

function ownChange(map: MapDocument, left: ReadonlyMap<string, Fields>, change: Change): Change | null {
  if (change.do === "add") return change;
  if (change.do === "remove") return isOurs(map, left, change.table, change.record_id) ? change : null;
  const record = recordOf(map, change.table, change.record_id);
  const values = left.get(keyOf(change.table, change.record_id));
  if (record === undefined) return null;
  const untouched = ([name]: [string, Json]) =>
    values === undefined || !(name in values) || same(record[name], values[name]);
  const isOwn = (entry: [string, Json]) =>
    untouched(entry) || (change.do === "set" && isOwnText(record, change, entry));
  const fields = Object.fromEntries(
    Object.entries(change.do === "set" ? change.fields : change.to).filter(isOwn),
  );
  if (Object.keys(fields).length === 0) return null;
  return change.do === "set" ? { ...change, fields } : { ...change, to: fields };
}

/** What of `inverse` may be done now to take back `done`; `null`: nothing is left to take back. */
export function ownPartOf(map: MapDocument, done: Edit, inverse: Edit): Edit | null {
  const left = leftBy(done);
  if (inverse.do !== "batch") return ownChange(map, left, inverse);
  const operations = inverse.operations.flatMap((change) => ownChange(map, left, change) ?? []);
  return operations.length === 0 ? null : { ...inverse, operations };
}
