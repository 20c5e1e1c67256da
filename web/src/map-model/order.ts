/** Order keys: between any two there is room for another, so that moving one record touches no other. */
import { generateKeyBetween, generateNKeysBetween } from "fractional-indexing";

const DIGITS = /^[0-9A-Za-z]+$/;
const SMALLEST = `A${"0".repeat(26)}`;

function numberLength(head: string): number {
  if (head >= "a" && head <= "z") return head.charCodeAt(0) - 97 + 2;
  return 90 - head.charCodeAt(0) + 2;
}

/** Whether `text` is an order key, such as `a0`, `a1` or `a0V`. */
export function isOrderKey(text: string): boolean {
  if (!/^[A-Za-z]/.test(text) || !DIGITS.test(text) || text === SMALLEST || text.length > 200) return false;
  const length = numberLength(text.charAt(0));
  return text.length === length || (text.length > length && !text.endsWith("0"));
}

/** A key after `low` and before `high`; `null` leaves that side open. */
export const keyBetween = (low: string | null, high: string | null): string => generateKeyBetween(low, high);

/** `count` ascending keys between `low` and `high`. */
export const keysBetween = (low: string | null, high: string | null, count: number): string[] =>
  generateNKeysBetween(low, high, count);

export interface Ordered {
  readonly id: string;
  readonly order: string;
}

/** Keys compare as plain text (never by locale); equal keys by id, as the server does. */
export function byOrder(a: Ordered, b: Ordered): number {
  if (a.order !== b.order) return a.order < b.order ? -1 : 1;
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
}

/**
 * The key that puts a record at `index` among `siblings` (in order, without the record itself).
 * Equal neighbours, which two people can make at once, leave no room: the next larger key is taken.
 */
export function keyAt(siblings: readonly Ordered[], index: number): string {
  const low = siblings[index - 1]?.order ?? null;
  let after = index;
  while (low !== null && siblings[after] !== undefined && (siblings[after]?.order ?? "") <= low) after += 1;
  return keyBetween(low, siblings[after]?.order ?? null);
}
