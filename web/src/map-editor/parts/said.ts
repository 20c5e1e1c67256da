/** Words that stand on thousands of cells: each is looked up once a language. */
import type { Editor } from "../context";

const known = new WeakMap<Editor["t"], Map<string, string>>();

/** What `look` gives, asked only the first time for a `name`. */
export function said(t: Editor["t"], name: string, look: () => string): string {
  const words = known.get(t) ?? new Map<string, string>();
  known.set(t, words);
  const word = words.get(name) ?? look();
  words.set(name, word);
  return word;
}
