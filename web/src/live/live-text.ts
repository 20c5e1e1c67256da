/** A text in work while others write in the same one: what is typed and what arrives are joined. */
import { merge3 } from "@/map-model";

export interface Caret {
  readonly start: number;
  readonly end: number;
}

/** Where a place in `before` has gone in `after`: it stays with the words around it. */
export function placeIn(before: string, after: string, place: number): number {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head += 1;
  if (place <= head) return place;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  if (place >= before.length - tail) return place + after.length - before.length;
  return Math.min(place, after.length - tail);
}

export interface TextKind {
  /** An empty text is not saved. */
  readonly required?: boolean;
  /** One name out of several, such as a department: two names joined would be none, so the last one holds. */
  readonly isName?: boolean;
}

/** What one writer has in hand. Plain data with no screen in it, so that it can be tested by itself. */
export class TextInWork {
  /** What stands in the field. */
  text: string;
  /** What the map showed when the text was last brought together with it. */
  private seen: string;
  /** The text without what this writer has changed, but with what others have. */
  private original: string;

  constructor(
    seen: string,
    text: string,
    private readonly kind: TextKind = {},
  ) {
    this.seen = seen;
    this.original = seen;
    this.text = text;
  }

  /** Takes back everything that was written since the field opened. */
  revert(): void {
    this.text = this.original;
  }

  /** Nothing more is written: what is shown is what the map has, which is `value` if it took nothing. */
  close(value: string = this.seen): void {
    this.seen = value;
    this.text = value;
    this.original = value;
  }

  /** What is to be saved now, with what its author saw; `null`: nothing. */
  toSave(): { text: string; base: string } | null {
    const text = this.text.trim();
    if (text === this.seen || (this.kind.required === true && text === "")) return null;
    const base = this.seen;
    this.seen = text;
    return { text, base };
  }

  /** Takes in what the map shows now; says where the caret goes. */
  arrived(value: string, caret: Caret): Caret {
    if (value === this.seen) return caret;
    const before = this.text;
    this.text = this.joined(value, before);
    this.original = this.joined(value, this.original);
    this.seen = value;
    return {
      start: placeIn(before, this.text, caret.start),
      end: placeIn(before, this.text, caret.end),
    };
  }

  private joined(value: string, mine: string): string {
    // What was only trimmed for saving has not been changed by anybody.
    if (value === mine.trim()) return mine;
    if (this.kind.isName === true) return mine === this.seen ? value : mine;
    return merge3(this.seen, value, mine);
  }
}
