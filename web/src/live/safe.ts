/** What one has written and does not stand on the map: on its way, held back by the role, or refused. */
import type { Operation } from "@/map-model";
import { NOT_ALLOWED, type Refusal } from "./state";
import type { Unsent } from "./unsent";

/** Every operation in it lies in the browser's storage too, as long as there is room. */
export class Safe {
  /** What the role forbids; it is sent when the role comes back. */
  private held: readonly Operation[] = [];
  private refused: readonly Refusal[];
  private told: readonly Refusal[] = [];
  private isWhole = true;

  constructor(private readonly unsent: Unsent) {
    this.refused = unsent.refusals();
  }

  /** Whether the browser had room for the last one. */
  get keepsAll(): boolean {
    return this.isWhole;
  }

  /** All that is not on the map, with why. The same list as long as nothing changes. */
  refusals(): readonly Refusal[] {
    const held = this.held.map((operation) => ({ operation, code: NOT_ALLOWED, detail: "" }));
    const now = [...this.refused, ...held];
    const isSame =
      now.length === this.told.length &&
      now.every(({ operation }, index) => operation === this.told[index]?.operation);
    if (!isSame) this.told = now;
    return this.told;
  }

  keep(operation: Operation): void {
    this.isWhole = this.unsent.keep(operation);
  }

  hold(operations: readonly Operation[]): void {
    this.held = [...this.held, ...operations];
  }

  /** Gives back what was held, to be sent. */
  release(): readonly Operation[] {
    const released = this.held;
    this.held = [];
    return released;
  }

  refuse(...refusals: readonly Refusal[]): void {
    for (const refusal of refusals) this.unsent.keepRefused(refusal);
    this.refused = [...this.refused, ...refusals];
    const ids = new Set(refusals.map(({ operation }) => operation.id));
    this.held = this.held.filter(({ id }) => !ids.has(id));
  }

  /** These stand on the server's map for ever. */
  settle(ids: ReadonlySet<string>): void {
    for (const id of ids) this.unsent.drop(id);
    if (this.held.some(({ id }) => ids.has(id))) this.held = this.held.filter(({ id }) => !ids.has(id));
    // Sent over two lines, one copy may be refused and the other come when it fitted: its words are on the map.
    this.refused = this.refused.filter(({ operation }) => !ids.has(operation.id));
  }

  /** What another tab of this browser kept and can no longer send: it was closed, or it crashed. */
  orphans(pending: readonly Operation[]): readonly Operation[] {
    const known = new Set([...pending, ...this.held].map(({ id }) => id));
    return this.unsent.all().filter(({ id }) => !known.has(id));
  }

  /** The words have been seen; they are kept no longer. */
  forget(): void {
    for (const { operation } of this.refusals()) this.unsent.drop(operation.id);
    this.refused = [];
    this.held = [];
  }
}
