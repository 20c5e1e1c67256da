/** Operations that the server has not acknowledged, kept in the browser so that no reload or crash loses them. */
import type { Operation } from "@/map-model";

/** The part of `localStorage` that is used here. */
export type KeptStorage = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

interface Kept {
  readonly place: number;
  readonly operation: Operation;
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
  ) {
    this.prefix = `sojourn:unsent:${mapId}:`;
  }

  /** Everything kept for this map, oldest first. */
  all(): readonly Operation[] {
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
    return kept.map(({ operation }) => operation);
  }

  /** Keeps an operation; `false` when the browser has no room or allows no storage. */
  keep(operation: Operation): boolean {
    this.last = Math.max(this.last + 1, Date.now());
    const kept: Kept = { place: this.last, operation };
    try {
      this.storage.setItem(this.prefix + operation.id, JSON.stringify(kept));
      return true;
    } catch (error) {
      if (error instanceof DOMException) return false;
      throw error;
    }
  }

  drop(id: string): void {
    this.storage.removeItem(this.prefix + id);
  }
}
