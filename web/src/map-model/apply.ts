/** How each kind of operation changes the tables of a map, and what takes it back. */
import {
  type Add,
  type Change,
  changesOf,
  type Edit,
  type Fields,
  type Move,
  OperationError,
  type Remove,
  type SetFields,
} from "./operations";
import { checkedRecord, LONGEST_TEXT, longestOf } from "./records";
import { merge3 } from "./text-merge";
import {
  CONTENTS,
  FIELDS_OF_LANES,
  isMergedText,
  LANES_WITHOUT_CARDS,
  type LaneKind,
  type MapDocument,
  PARENTS,
  PLACE,
  TABLES,
} from "./types";

type Table = Record<string, Fields>;
type Inner = Readonly<Record<string, Fields | Readonly<Table>>>;

export interface Applied {
  readonly document: MapDocument;
  /** The operation, without an id, that changes it back. */
  readonly inverse: Edit;
}

const isTable = (name: string) => name === "map" || (TABLES as readonly string[]).includes(name);
const pick = (record: Fields, names: readonly string[]): Fields =>
  Object.fromEntries(names.map((name) => [name, record[name] ?? null]));

const PARENTS_FIRST = ["stages", "lanes", "personas", "steps", "cards", "links", "evidence"];
/** What must be restored first: a link may join two steps that went with one stage. */
const restoreRank = (change: Change): number =>
  change.do === "add" ? PARENTS_FIRST.indexOf(change.table) : PARENTS_FIRST.length;

/** Fields of a card that must fit the kind of its lane. */
const FITTING: ReadonlySet<string> = new Set(["emotion", ...Object.values(FIELDS_OF_LANES).flat()]);

/** The free texts of a change with what others wrote there meanwhile. */
function mergedTexts(change: SetFields, before: Fields): Readonly<Record<string, string>> {
  const merged: Record<string, string> = {};
  for (const [name, seen] of Object.entries(change.base ?? {})) {
    const wanted = change.fields[name];
    if (wanted === undefined || !isMergedText(change.table, name))
      throw new OperationError(
        "forbidden_field",
        `“base” goes with free texts that “fields” sets, not with ${name}.`,
      );
    if (typeof wanted !== "string") continue;
    merged[name] = merge3(seen, String(before[name] ?? ""), wanted);
    checkLength(change.table, name, wanted, merged[name]);
  }
  return merged;
}

function checkLength(table: string, name: string, wanted: string, merged: string): void {
  const most = longestOf(name);
  const length = Array.from(merged).length;
  if (length > most && Array.from(wanted).length <= most)
    throw new OperationError(
      "invalid_record",
      `${table}: ${name}: Together with what others wrote here meanwhile the text has ${length} characters, ` +
        `and ${most} fit. Shorten it; your words are kept with this message.`,
    );
}

/** A map while it is changed: tables are copied when first written to, all else is shared with the map before. */
class Draft {
  private readonly written = new Map<string, Table>();

  constructor(private readonly before: MapDocument) {}

  document(): MapDocument {
    if (this.written.size === 0) return this.before;
    const update: Record<string, Table | Fields> = Object.fromEntries(this.written);
    const map = this.written.get("map");
    if (map !== undefined) update.map = map[this.before.map.id] ?? {};
    return { ...this.before, ...update } as MapDocument;
  }

  change(change: Change): Change[] {
    if (!isTable(change.table))
      throw new OperationError(
        "unknown_table",
        `A map has no table “${change.table}”. It has: map, ${TABLES.join(", ")}.`,
      );
    if (change.do === "set") return this.set(change);
    if (change.table === "map" || (change.table === "links" && change.do === "move"))
      throw new OperationError("unknown_table", `“${change.do}” does not work on ${change.table}.`);
    if (change.do === "add") return this.add(change);
    return change.do === "move" ? this.move(change) : this.remove(change);
  }

  private table(name: string): Readonly<Table> {
    const written = this.written.get(name);
    if (written !== undefined) return written;
    const inner = this.before as unknown as Inner;
    return name === "map" ? { [this.before.map.id]: inner.map as Fields } : (inner[name] as Table);
  }

  private writable(name: string): Table {
    const written = this.written.get(name) ?? { ...this.table(name) };
    this.written.set(name, written);
    return written;
  }

  private record(table: string, id: string): Fields {
    const records = this.table(table);
    const record = Object.hasOwn(records, id) ? records[id] : undefined;
    if (record === undefined)
      throw new OperationError("unknown_record", `${table} has no record “${id}”. It may have been removed.`);
    return record;
  }

  private add(change: Add): Change[] {
    const record = checkedRecord(change.table, change.record);
    const id = String(record.id);
    if (Object.hasOwn(this.table(change.table), id))
      throw new OperationError("duplicate_record", `${change.table} already has a record “${id}”.`);
    this.checkPlace(change.table, record);
    this.writable(change.table)[id] = record;
    return [{ do: "remove", table: change.table, record_id: id }];
  }

  private set(change: SetFields): Change[] {
    const { table, record_id, fields } = change;
    const before = this.record(table, record_id);
    const forbidden = Object.keys(fields).filter((name) => name === "id" || PLACE[table]?.has(name));
    if (forbidden.length > 0)
      throw new OperationError(
        "forbidden_field",
        `“set” cannot change ${forbidden.join(", ")} of a record. Use “move”.`,
      );
    const merged = mergedTexts(change, before);
    const old = this.replace(table, before, { ...fields, ...merged });
    const undo: SetFields = { do: "set", table, record_id, fields: old };
    return [Object.keys(merged).length > 0 ? { ...undo, base: merged } : undo];
  }

  private move({ table, record_id, to }: Move): Change[] {
    const before = this.record(table, record_id);
    const foreign = Object.keys(to).filter((name) => !PLACE[table]?.has(name));
    if (foreign.length > 0)
      throw new OperationError(
        "forbidden_field",
        `“move” cannot change ${foreign.join(", ")} of a record. Use “set”.`,
      );
    return [{ do: "move", table, record_id, to: this.replace(table, before, to) }];
  }

  private remove({ table, record_id }: Remove): Change[] {
    this.record(table, record_id);
    const removed: Change[] = [];
    this.take(table, record_id, removed);
    return removed.sort((a, b) => restoreRank(a) - restoreRank(b));
  }

  /** Removes a record and what stands in it; `removed` gets the changes that restore them. */
  private take(table: string, id: string, removed: Change[]): void {
    const record = this.table(table)[id];
    if (record === undefined) return;
    delete this.writable(table)[id];
    removed.push({ do: "add", table, record });
    for (const [inner, field] of CONTENTS[table] ?? [])
      for (const one of this.idsWhere(inner, field, id)) this.take(inner, one, removed);
    if (table !== "personas") return;
    for (const card of this.idsWhere("cards", "persona", id)) {
      const fields = this.replace("cards", this.record("cards", card), { persona: null });
      removed.push({ do: "set", table: "cards", record_id: card, fields });
    }
  }

  private idsWhere(table: string, field: string, value: string): string[] {
    return Object.entries(this.table(table)).flatMap(([id, record]) => (record[field] === value ? [id] : []));
  }

  /** Puts `fields` into a record, checked; returns their old values. */
  private replace(table: string, before: Fields, fields: Fields): Fields {
    const after = checkedRecord(table, { ...before, ...fields });
    const names = Object.keys(fields);
    if (names.some((name) => FITTING.has(name) || PARENTS[table]?.[name] !== undefined))
      this.checkPlace(table, after);
    if (table === "lanes" && names.includes("kind")) this.checkCardsOf(after);
    this.writable(table)[String(before.id)] = after;
    return pick(before, names);
  }

  private checkCardsOf(lane: Fields): void {
    for (const card of Object.values(this.table("cards"))) {
      if (card.lane === lane.id) this.checkFit(card, lane.kind as LaneKind);
    }
  }

  private checkPlace(table: string, record: Fields): void {
    for (const [field, parents] of Object.entries(PARENTS[table] ?? {})) {
      const parent = record[field];
      if (typeof parent === "string" && !Object.hasOwn(this.table(parents), parent))
        throw new OperationError("missing_parent", `${table}: ${field} “${parent}” is not on the map.`);
    }
    if (table === "cards") this.checkFit(record, this.table("lanes")[String(record.lane)]?.kind as LaneKind);
  }

  private checkFit(card: Fields, kind: LaneKind): void {
    if (LANES_WITHOUT_CARDS.has(kind))
      throw new OperationError(
        "invalid_record",
        `A lane of ${kind} shows the step's own fields and holds no cards.`,
      );
    if ((kind === "emotion") !== (card.emotion !== null))
      throw new OperationError(
        "invalid_record",
        "A card carries an emotion exactly when its lane is one of emotion.",
      );
    for (const [home, names] of Object.entries(FIELDS_OF_LANES)) {
      const foreign = home === kind ? [] : names.filter((name) => (card[name] ?? "") !== "");
      if (foreign.length > 0)
        throw new OperationError(
          "invalid_record",
          `Only cards in a lane of ${home} have ${foreign.join(", ")}.`,
        );
    }
  }
}

const isObject = (value: unknown): boolean =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function checkBase(base: unknown): void {
  if (base === undefined) return;
  const isText = (seen: unknown) => typeof seen === "string" && Array.from(seen).length <= LONGEST_TEXT;
  if (!isObject(base) || !Object.values(base as object).every(isText))
    throw new OperationError("invalid_operation", "“base” holds for each text what its author saw.");
}

/** What was kept in the browser or came over the wire may be anything. */
function checkForm(edit: Edit): void {
  for (const change of changesOf(edit)) {
    const content = { add: "record", set: "fields", move: "to", remove: null }[change.do];
    if (content === undefined)
      throw new OperationError(
        "invalid_operation",
        `“${String(change.do)}” cannot be done here. Use add, set, move or remove.`,
      );
    if (edit.do === "batch" && ((change as { id?: unknown }).id ?? null) !== null)
      throw new OperationError("invalid_operation", "Operations inside a batch carry no id of their own.");
    if (content !== null && !isObject((change as unknown as Fields)[content]))
      throw new OperationError("invalid_operation", `“${change.do}” needs ${content}.`);
    if (change.do === "set") checkBase(change.base);
  }
}

/**
 * Changes a map by one operation: all of it or nothing.
 *
 * @throws OperationError when it cannot be applied; `code` says why.
 */
export function apply(document: MapDocument, edit: Edit): Applied {
  checkForm(edit);
  const draft = new Draft(document);
  const undone = changesOf(edit).map((change) => draft.change(change));
  const inverse = undone.reverse().flat();
  const [first] = inverse;
  if (edit.do !== "batch" && inverse.length === 1 && first !== undefined)
    return { document: draft.document(), inverse: first };
  return {
    document: draft.document(),
    inverse: { do: "batch", operations: inverse, label: edit.do === "batch" ? (edit.label ?? "") : "" },
  };
}
