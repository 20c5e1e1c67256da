/** Operations that the server has not acknowledged, kept in the browser so that no reload or crash loses them. */
import type { Operation } from "@/map-model";
import type { Refusal } from "./state";

/** The part of `localStorage` that is used here. */
export type KeptStorage = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

interface Kept {
  readonly place: number;
  readonly operation: Operation;
  /** Whose it is: another person at the same browser neither sees nor sends it. */
  readonly user: string;
  /** Why the server refused it; kept until its words have been seen. */
  readonly refused?: { readonly code: string; readonly detail: string };
}

/**
 * One entry an operation: tabs never overwrite one another's, and an operation that two tabs send
 * after a crash is applied once, because its id is the same.
 */
export class Unsent {
  private readonly prefix: string;
  private last = 0;

  constructor(
    private readonly storage: KeptStorage,
    mapId: string,
    private readonly user = "",
  ) {
    this.prefix = `sojourn:unsent:${mapId}:`;
  }

  /** Everything kept for this map that is still to be sent, oldest first. */
  all(): readonly Operation[] {
    return this.read().flatMap(({ operation, refused }) => (refused === undefined ? [operation] : []));
  }

  /** What was refused and not seen yet, oldest first. */
  refusals(): readonly Refusal[] {
    return this.read().flatMap(({ operation, refused }) =>
      refused === undefined ? [] : [{ operation, ...refused }],
    );
  }

  /** Keeps an operation; `false` when the browser has no room or allows no storage. */
  keep(operation: Operation): boolean {
    this.last = Math.max(this.last + 1, Date.now());
    return this.write({ place: this.last, operation, user: this.user });
  }

  /** Keeps the words of a refused operation, which is not sent again. */
  keepRefused({ operation, code, detail }: Refusal): boolean {
    const text = this.storage.getItem(this.prefix + operation.id);
    const place = text === null ? Date.now() : (JSON.parse(text) as Kept).place;
    return this.write({ place, operation, user: this.user, refused: { code, detail } });
  }

  drop(id: string): void {
    this.storage.removeItem(this.prefix + id);
  }

  private read(): readonly Kept[] {
    const kept: Kept[] = [];
    for (let index = 0; index < this.storage.length; index += 1) {
      const key = this.storage.key(index);
      if (!key?.startsWith(this.prefix)) continue;
      const text = this.storage.getItem(key);
      if (text !== null) kept.push(JSON.parse(text) as Kept);
    }
    kept.sort((a, b) => a.place - b.place);
    // What is kept from now on stands behind these, even where the clock stood still or was set back.
    this.last = Math.max(this.last, kept.at(-1)?.place ?? 0);
    return kept.filter(({ user }) => user === this.user);
  }

  private write(kept: Kept): boolean {
    try {
      this.storage.setItem(this.prefix + kept.operation.id, JSON.stringify(kept));
      return true;
    } catch (error) {
      if (error instanceof DOMException) return false;
      throw error;
    }
  }
}
