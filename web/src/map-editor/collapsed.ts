/** What a person has folded together on a map, kept in this browser. */
import { isTarget, type Target } from "./layout/target";
import type { CollapsedStorage } from "./session";

type Kept = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** What another version of this page, or anybody else, may have left there is not trusted. */
function targetsFrom(json: string): Target[] {
  try {
    const value: unknown = JSON.parse(json);
    return Array.isArray(value)
      ? value.filter((one): one is Target => typeof one === "string" && isTarget(one))
      : [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

export function collapsedStorage(mapId: string, storage: Kept): CollapsedStorage {
  const key = `sojourn:collapsed:${mapId}`;
  return {
    read: () => targetsFrom(storage.getItem(key) ?? "[]"),
    write: (collapsed) => {
      try {
        if (collapsed.length === 0) storage.removeItem(key);
        else storage.setItem(key, JSON.stringify(collapsed));
      } catch (error) {
        // No room or no permission: what is folded lasts until the page is left.
        if (!(error instanceof DOMException)) throw error;
      }
    },
  };
}
