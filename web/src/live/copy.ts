/** The server's map as far as it is known here, with one's own pending operations on top. */
import { apply, documentFrom, type MapDocument, type Operation, OperationError } from "@/map-model";
import type { Sequenced } from "./protocol";
import type { Opened } from "./transport";

/** What operations that came have done: nothing, one's own confirmed in order, a changed map, or a misfit. */
export type Taken = "nothing" | "own" | "changed" | "misfit";

interface Result {
  readonly before: MapDocument;
  readonly after: MapDocument;
}

export class Copy {
  private confirmed: MapDocument;
  private number: number;
  private waiting: readonly Operation[];
  /** What applying each operation last gave: a record that is made twice from the same map is one record, drawn once. */
  private readonly results = new WeakMap<Operation, Result>();
  /** What has come before its turn, by number. */
  private readonly early = new Map<number, Operation>();

  constructor(opened: Opened, pending: readonly Operation[]) {
    this.confirmed = documentFrom(opened.document);
    this.number = opened.seq;
    this.waiting = pending;
  }

  get seq(): number {
    return this.number;
  }

  /** One's own operations that the server has not ordered yet, oldest first. */
  get pending(): readonly Operation[] {
    return this.waiting;
  }

  /** Whether something came of which the one before is missing. */
  get hasGap(): boolean {
    return this.early.size > 0;
  }

  /** The map with pending operations on top; those that no longer fit are left to the server to refuse. */
  shown(): MapDocument {
    return this.waiting.reduce((map, operation) => {
      try {
        return this.applied(map, operation);
      } catch (error) {
        if (error instanceof OperationError) return map;
        throw error;
      }
    }, this.confirmed);
  }

  /** Puts one's own operation on top, which has been applied just now. */
  pushApplied(operation: Operation, result: Result): void {
    this.results.set(operation, result);
    this.push(operation);
  }

  push(...operations: readonly Operation[]): void {
    this.waiting = [...this.waiting, ...operations];
  }

  /** Takes operations off the pending ones. */
  drop(ids: ReadonlySet<string>): void {
    this.waiting = this.waiting.filter(({ id }) => !ids.has(id));
  }

  /** The server's map, read anew; `false`: it is no newer than what is here. */
  replace({ document, seq }: Opened): boolean {
    if (seq <= this.number) return false;
    this.confirmed = documentFrom(document);
    this.number = seq;
    this.forgetEarly();
    return true;
  }

  /** Takes in what the server has ordered, in any order and as often as it comes; `settled` gets their ids. */
  take(operations: readonly Sequenced[], settled: (id: string) => void): Taken {
    for (const { seq, operation } of operations) if (seq > this.number) this.early.set(seq, operation);
    let own = 0;
    const before = this.number;
    for (let next = this.next(); next !== undefined; next = this.next()) {
      const [first] = this.waiting;
      const isOwn = first?.id === next.id;
      if (!this.confirm(isOwn ? first : next)) return "misfit";
      if (isOwn) own += 1;
      this.drop(new Set([next.id]));
      settled(next.id);
    }
    this.forgetEarly();
    if (this.number === before) return "nothing";
    return own === this.number - before ? "own" : "changed";
  }

  private applied(before: MapDocument, operation: Operation): MapDocument {
    const known = this.results.get(operation);
    if (known?.before === before) return known.after;
    const after = apply(before, operation).document;
    this.results.set(operation, { before, after });
    return after;
  }

  private next(): Operation | undefined {
    return this.early.get(this.number + 1);
  }

  private confirm(next: Operation): boolean {
    try {
      this.confirmed = this.applied(this.confirmed, next);
    } catch (error) {
      if (!(error instanceof OperationError)) throw error;
      return false;
    }
    this.number += 1;
    return true;
  }

  private forgetEarly(): void {
    for (const seq of this.early.keys()) if (seq <= this.number) this.early.delete(seq);
  }
}
