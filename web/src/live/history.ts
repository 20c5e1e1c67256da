/** What the user did in this tab, to undo and redo; it survives a reload. */
import type { Add, Change, Edit, SetFields } from "@/map-model";

export interface Entry {
  readonly done: Edit;
  readonly inverse: Edit;
  /** Edits with the same mark, one after the other, are undone as one: the pauses while typing a text. */
  readonly merge: string | null;
}
interface Stacks {
  readonly undo: readonly Entry[];
  readonly redo: readonly Entry[];
}
export type HistoryStorage = Pick<Storage, "getItem" | "setItem">;

const LONGEST = 200;
const EMPTY: Stacks = { undo: [], redo: [] };

/** The edit that puts a record on the map, with fields that were written right after. */
function addedWith(done: Edit, { table, record_id, fields }: SetFields): Edit | null {
  const isIt = (change: Change): change is Add =>
    change.do === "add" && change.table === table && change.record.id === record_id;
  const written = (change: Change): Change =>
    isIt(change) ? { ...change, record: { ...change.record, ...fields } } : change;
  if (done.do !== "batch") return isIt(done) ? written(done) : null;
  return done.operations.some(isIt) ? { ...done, operations: done.operations.map(written) } : null;
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
    inverse: { ...inverse, fields: { ...after.inverse.fields, ...inverse.fields } },
    merge,
  };
}

export class History {
  private readonly key: string;
  private stacks: Stacks;

  constructor(
    private readonly storage: HistoryStorage,
    mapId: string,
  ) {
    this.key = `sojourn:history:${mapId}`;
    const kept = storage.getItem(this.key);
    this.stacks = kept === null ? EMPTY : (JSON.parse(kept) as Stacks);
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
    const both = last === undefined ? null : merged(last, entry);
    const undo = both === null ? [...this.stacks.undo, entry] : [...this.stacks.undo.slice(0, -1), both];
    this.keep({ undo: undo.slice(-LONGEST), redo: [] });
  }

  /** Takes the last entry off one stack. What is done to take it back goes to the other by `answered`. */
  take(from: keyof Stacks): Entry | null {
    const entry = this.stacks[from].at(-1) ?? null;
    if (entry !== null) this.keep({ ...this.stacks, [from]: this.stacks[from].slice(0, -1) });
    return entry;
  }

  answered(to: keyof Stacks, entry: Entry): void {
    this.keep({ ...this.stacks, [to]: [...this.stacks[to], entry].slice(-LONGEST) });
  }

  private keep(stacks: Stacks): void {
    this.stacks = stacks;
    try {
      this.storage.setItem(this.key, JSON.stringify(stacks));
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      // No room: the older half goes, so that the latest edits can still be undone after a reload.
      const undo = stacks.undo.slice(Math.ceil(stacks.undo.length / 2));
      if (undo.length < stacks.undo.length) this.keep({ undo, redo: [] });
    }
  }
}
