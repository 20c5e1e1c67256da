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
    /** Whether the map may take an empty text. */
    private readonly required: boolean,
  ) {
    this.seen = seen;
    this.original = seen;
    this.text = text;
  }

  /** Takes back everything that was written since the field opened. */
  revert(): void {
    this.text = this.original;
  }

  /** Nothing more is written: what is shown is what the map has. */
  close(): void {
    this.text = this.seen;
    this.original = this.seen;
  }

  /** What is to be saved now, with what its author saw; `null`: nothing. */
  toSave(): { text: string; base: string } | null {
    const text = this.text.trim();
    if (text === this.seen || (this.required && text === "")) return null;
    const base = this.seen;
    this.seen = text;
    return { text, base };
  }

  /** Takes in what the map shows now; says where the caret goes. */
  arrived(value: string, caret: Caret): Caret {
    if (value === this.seen) return caret;
    const before = this.text;
    // What was only trimmed for saving has not been changed by anybody.
    this.text = value === before.trim() ? before : merge3(this.seen, value, before);
    this.original = merge3(this.seen, value, this.original);
    this.seen = value;
    return {
      start: placeIn(before, this.text, caret.start),
      end: placeIn(before, this.text, caret.end),
    };
  }
}
