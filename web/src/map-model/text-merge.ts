/**
 * Two people write in one text: their words are joined, and nothing that either typed is lost.
 *
 * The server does the same, to the letter (`src/sojourn/maps/text_merge.py`); both are held to the cases of
 * `schemas/text-merge-cases.json`. Any change here needs the same change there.
 */

const WORDS = /[ \t\n\r]+|[^ \t\n\r]+/g;
const GAP: ReadonlySet<string> = new Set([" ", "\t", "\n", "\r"]);
/** Words of one text times words of the other, up to which they are compared word by word. */
const LARGEST_TABLE = 40_000;

/** In place of the base from `start` to `end` stands `written`. */
interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly written: readonly string[];
}
interface SidedEdit extends TextEdit {
  readonly isMine: boolean;
}

const wordsOf = (text: string): readonly string[] => text.match(WORDS) ?? [];

/** The smallest single change that makes `text` of `base`. */
function oneEdit(base: readonly string[], text: readonly string[]): TextEdit {
  const shorter = Math.min(base.length, text.length);
  let head = 0;
  while (head < shorter && base[head] === text[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && base[base.length - 1 - tail] === text[text.length - 1 - tail]) tail += 1;
  return { start: head, end: base.length - tail, written: text.slice(head, text.length - tail) };
}

/** How many words the rests of both texts have in common, by the places where the rests begin. */
function commonLengths(old: readonly string[], text: readonly string[]): readonly Uint16Array[] {
  const lengths = Array.from({ length: old.length + 1 }, () => new Uint16Array(text.length + 1));
  for (let i = old.length - 1; i >= 0; i -= 1) {
    const row = lengths[i] as Uint16Array;
    const below = lengths[i + 1] as Uint16Array;
    for (let j = text.length - 1; j >= 0; j -= 1)
      row[j] = old[i] === text[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
  }
  return lengths;
}

/** Places of a longest run of words that both have in the same order. */
function common(old: readonly string[], text: readonly string[]): (readonly [number, number])[] {
  const lengths = commonLengths(old, text);
  const pairs: (readonly [number, number])[] = [];
  let i = 0;
  let j = 0;
  while (i < old.length && j < text.length) {
    if (old[i] === text[j]) {
      pairs.push([i, j]);
      i += 1;
      j += 1;
    } else if ((lengths[i + 1]?.[j] ?? 0) >= (lengths[i]?.[j + 1] ?? 0)) i += 1;
    else j += 1;
  }
  return pairs;
}

/** The changes of words that make `text` of `base`, left to right, none touching the next. */
function editsOf(base: readonly string[], text: readonly string[], isMine: boolean): SidedEdit[] {
  const whole = oneEdit(base, text);
  if (whole.start === whole.end && whole.written.length === 0) return [];
  const old = base.slice(whole.start, whole.end);
  if (old.length * whole.written.length > LARGEST_TABLE) return [{ ...whole, isMine }];
  const edits: SidedEdit[] = [];
  let i = 0;
  let j = 0;
  for (const [keptI, keptJ] of [...common(old, whole.written), [old.length, whole.written.length] as const]) {
    if (keptI > i || keptJ > j)
      edits.push({
        start: whole.start + i,
        end: whole.start + keptI,
        written: whole.written.slice(j, keptJ),
        isMine,
      });
    i = keptI + 1;
    j = keptJ + 1;
  }
  return edits;
}

/** The edits from `place` on that concern the same words, and how far these reach. */
function groupAt(edits: readonly SidedEdit[], place: number): { group: readonly SidedEdit[]; end: number } {
  const { start, end: first } = edits[place] as SidedEdit;
  let end = first;
  let after = place + 1;
  for (; after < edits.length; after += 1) {
    const edit = edits[after] as SidedEdit;
    const sameGap = start === end && end === edit.start && edit.start === edit.end;
    if (edit.start >= end && !sameGap) break;
    end = Math.max(end, edit.end);
  }
  return { group: edits.slice(place, after), end };
}

function edited(words: readonly string[], start: number, end: number, edits: readonly TextEdit[]): string {
  const parts: string[] = [];
  let done = start;
  for (const edit of edits) {
    parts.push(...words.slice(done, edit.start), ...edit.written);
    done = edit.end;
  }
  return [...parts, ...words.slice(done, end)].join("");
}

const isWord = (letter: string | undefined): boolean =>
  letter !== undefined && letter !== "" && !GAP.has(letter);

/** The same change, said of all letters of the words that it is made in. */
function wholeWords(letters: readonly string[], edit: TextEdit): TextEdit {
  let { start, end } = edit;
  const written = [...edit.written];
  while (isWord(letters[start - 1]) && isWord(written[0] ?? letters[end])) {
    start -= 1;
    written.unshift(letters[start] ?? "");
  }
  while (isWord(letters[end]) && isWord(written.at(-1))) {
    written.push(letters[end] ?? "");
    end += 1;
  }
  return { start, end, written };
}

/** All of them, with a space wherever the words of two would run into one. */
function apart(parts: readonly string[]): string {
  const found: string[] = [];
  for (const part of parts) {
    if (part === "") continue;
    if (isWord(found.at(-1)?.at(-1)) && isWord(part[0])) found.push(" ");
    found.push(part);
  }
  return found.join("");
}

const byPlace = (a: TextEdit, b: TextEdit) => a.start - b.start || a.end - b.end;

/**
 * Joins two texts as if each came from one change of the base. Where the two changes meet, they are widened to
 * whole words, and a space keeps these apart: half a word of one at the letters of the other says nothing to
 * anybody.
 */
function lettersMerged(base: string, theirs: string, mine: string): string {
  const letters = Array.from(base);
  const edits = [oneEdit(letters, Array.from(theirs)), oneEdit(letters, Array.from(mine))];
  let [first, second] = edits.toSorted(byPlace) as [TextEdit, TextEdit];
  const doMeet = second.start <= first.end && first.written.length + second.written.length > 0;
  if (doMeet)
    [first, second] = edits.map((edit) => wholeWords(letters, edit)).sort(byPlace) as [TextEdit, TextEdit];
  const parts = [
    letters.slice(0, first.start),
    first.written,
    letters.slice(first.end, Math.max(first.end, second.start)),
    second.written,
    letters.slice(Math.max(first.end, second.end)),
  ].map((part) => part.join(""));
  return doMeet ? apart(parts) : parts.join("");
}

/** What stands in place of the words from `start` to `end`. */
function joined(words: readonly string[], start: number, end: number, group: readonly SidedEdit[]): string {
  const theirEdits = group.filter((edit) => !edit.isMine);
  const myEdits = group.filter((edit) => edit.isMine);
  if (theirEdits.length === 0 || myEdits.length === 0) return (group[0]?.written ?? []).join("");
  const theirs = edited(words, start, end, theirEdits);
  const mine = edited(words, start, end, myEdits);
  return theirs === mine ? theirs : lettersMerged(words.slice(start, end).join(""), theirs, mine);
}

/**
 * Joins two texts that were both made from `base`. Words are compared first; where both changed the same words,
 * letters are. Where both wrote at the same place, `theirs` stands before `mine`. What only one of them took away
 * is gone.
 *
 * @param base the text that the author of `mine` saw
 * @param theirs what it has become meanwhile
 * @param mine what its author made of `base`
 */
export function merge3(base: string, theirs: string, mine: string): string {
  if (mine === base || mine === theirs) return theirs;
  if (theirs === base) return mine;
  const words = wordsOf(base);
  const edits = [...editsOf(words, wordsOf(theirs), false), ...editsOf(words, wordsOf(mine), true)];
  edits.sort((a, b) => a.start - b.start || a.end - b.end || Number(a.isMine) - Number(b.isMine));
  const merged: string[] = [];
  let done = 0;
  for (let place = 0; place < edits.length; ) {
    const start = edits[place]?.start ?? 0;
    const { group, end } = groupAt(edits, place);
    merged.push(...words.slice(done, start), joined(words, start, end, group));
    done = end;
    place += group.length;
  }
  return apart([...merged, ...words.slice(done)]);
}
