/** What the user did in this tab, to undo and redo; it survives a reload. */
import { type Add, type Change, type Edit, merge3, type SetFields } from "@/map-model";

export interface Entry {
  readonly done: Edit;
  readonly inverse: Edit;
  /** Edits with the same mark, one after the other, are undone as one: the pauses while typing a text. */
  readonly merge: string | null;
}
export type HistoryStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;
type Way = "undo" | "redo";

/** An entry with the name under which the browser keeps it. */
interface Kept {
  readonly place: number;
  readonly size: number;
  readonly entry: Entry;
}
type Stacks = Readonly<Record<Way, readonly Kept[]>>;
type Index = Readonly<Record<Way, readonly number[]>>;

const LONGEST = 200;
/** How many characters the browser is asked to keep at most. */
const LARGEST = 2_000_000;

/** The edit that puts a record on the map, with fields that were written right after. */
function addedWith(done: Edit, { table, record_id, fields }: SetFields): Edit | null {
  const isIt = (change: Change): change is Add =>
    change.do === "add" && change.table === table && change.record.id === record_id;
  const written = (change: Change): Change =>
    isIt(change) ? { ...change, record: { ...change.record, ...fields } } : change;
  if (done.do !== "batch") return isIt(done) ? written(done) : null;
  return done.operations.some(isIt) ? { ...done, operations: done.operations.map(written) } : null;
}

/** What takes back two edits of the same record, leaving the words that others wrote in between. */
function inverseOfBoth(first: SetFields, second: SetFields): SetFields {
  const fields = { ...second.fields, ...first.fields };
  for (const [name, old] of Object.entries(first.fields)) {
    const left = first.base?.[name];
    const found = second.fields[name];
    if (typeof old === "string" && typeof left === "string" && typeof found === "string" && left !== found)
      fields[name] = merge3(left, found, old);
  }
  return { ...first, fields, base: { ...first.base, ...second.base } };
}

/** One edit out of two that follow each other on the same record. */
function merged(before: Entry, after: Entry): Entry | null {
  if (before.merge === null || before.merge !== after.merge || after.done.do !== "set") return null;
  const { done, inverse, merge } = before;
  const added = addedWith(done, after.done);
  if (added !== null) return { done: added, inverse, merge };
  if (done.do !== "set" || inverse.do !== "set" || after.inverse.do !== "set") return null;
  const { table, record_id, fields } = after.done;
  if (done.table !== table || done.record_id !== record_id) return null;
  return {
    done: { ...done, fields: { ...done.fields, ...fields } },
    inverse: inverseOfBoth(inverse, after.inverse),
    merge,
  };
}

/**
 * The stacks of undo and redo. Each entry is stored once, under a key of its own, so that a long history
 * does not slow down typing.
 */
export class History {
  private readonly key: string;
  private stacks: Stacks;
  private last = 0;

  constructor(
    private readonly storage: HistoryStorage,
    mapId: string,
  ) {
    this.key = `sojourn:history:${mapId}`;
    this.stacks = this.read();
  }

  get canUndo(): boolean {
    return this.stacks.undo.length > 0;
  }

  get canRedo(): boolean {
    return this.stacks.redo.length > 0;
  }

  /** Notes an edit that was just made. */
  push(entry: Entry): void {
    const last = this.stacks.undo.at(-1);
    const both = last === undefined ? null : merged(last.entry, entry);
    const undo = both === null ? this.stacks.undo : this.stacks.undo.slice(0, -1);
    this.keep({ undo: [...undo, this.named(both ?? entry)], redo: [] });
  }

  /** Takes the last entry off one stack. What is done to take it back goes to the other by `answered`. */
  take(from: Way): Entry | null {
    const last = this.stacks[from].at(-1);
    if (last === undefined) return null;
    this.keep({ ...this.stacks, [from]: this.stacks[from].slice(0, -1) });
    return last.entry;
  }

  answered(to: Way, entry: Entry): void {
    this.keep({ ...this.stacks, [to]: [...this.stacks[to], this.named(entry)] });
  }

  private named(entry: Entry): Kept {
    this.last += 1;
    return { place: this.last, size: JSON.stringify(entry).length, entry };
  }

  private keep(wanted: Stacks): void {
    const stacks = { undo: bounded(wanted.undo), redo: bounded(wanted.redo) };
    const before = placesOf(this.stacks);
    this.stacks = stacks;
    const now = placesOf(stacks);
    for (const place of before) if (!now.has(place)) this.storage.removeItem(`${this.key}:${place}`);
    const fresh = [...stacks.undo, ...stacks.redo].filter(({ place }) => !before.has(place));
    if (!this.write(fresh)) this.halve();
  }

  /** No room: the older half goes, so that the latest edits can still be undone after a reload. */
  private halve(): void {
    const { undo, redo } = this.stacks;
    const half = Math.floor((undo.length + redo.length) / 2);
    // A single entry without room is kept as long as this page is open.
    if (half === 0) return;
    const undone = Math.min(half, redo.length);
    this.keep({ undo: undo.slice(half - undone), redo: redo.slice(undone) });
  }

  private write(fresh: readonly Kept[]): boolean {
    const { undo, redo } = this.stacks;
    const index: Index = { undo: undo.map(({ place }) => place), redo: redo.map(({ place }) => place) };
    try {
      for (const { place, entry } of fresh)
        this.storage.setItem(`${this.key}:${place}`, JSON.stringify(entry));
      this.storage.setItem(this.key, JSON.stringify(index));
      return true;
    } catch (error) {
      if (error instanceof DOMException) return false;
      throw error;
    }
  }

  private read(): Stacks {
    const text = this.storage.getItem(this.key);
    const { undo, redo } = text === null ? { undo: [], redo: [] } : (JSON.parse(text) as Index);
    this.last = Math.max(0, ...undo, ...redo);
    return {
      undo: undo.flatMap((place) => this.kept(place)),
      redo: redo.flatMap((place) => this.kept(place)),
    };
  }

  private kept(place: number): readonly Kept[] {
    const text = this.storage.getItem(`${this.key}:${place}`);
    return text === null ? [] : [{ place, size: text.length, entry: JSON.parse(text) as Entry }];
  }
}

/** The latest entries: so many at most, and so large together at most, but always the very last one. */
function bounded(entries: readonly Kept[]): readonly Kept[] {
  let size = 0;
  let from = entries.length;
  while (from > 0 && entries.length - from < LONGEST) {
    size += entries[from - 1]?.size ?? 0;
    if (size > LARGEST && from < entries.length) break;
    from -= 1;
  }
  return entries.slice(from);
}

const placesOf = ({ undo, redo }: Stacks): ReadonlySet<number> =>
  new Set([...undo, ...redo].map(({ place }) => place));
