/** Who a comment calls upon: `@[usr_…]` in what is stored, `@Name` in what people see and type. */

export interface Person {
  readonly id: string;
  readonly name: string;
}

const STORED = /@\[(usr_[0-9a-z][0-9a-z_-]*)\]/g;
/** A word that begins with @ right before the cursor, and may hold one more word, as names do. */
const BEGUN = /(?:^|[\s(,;:])@([^\s@[\]]{0,40}(?: [^\s@[\]]{0,40})?)$/;

/** Names that tell everyone apart: the second Ada of a workspace is typed as "Ada 2". */
export function labelsOf(people: readonly Person[]): ReadonlyMap<string, string> {
  const labels = new Map<string, string>();
  const taken = new Set<string>();
  for (const { id, name } of people) {
    let label = name;
    for (let number = 2; taken.has(label); number += 1) label = `${name} ${number}`;
    taken.add(label);
    labels.set(id, label);
  }
  return labels;
}

/** What was typed, as it is stored. The longest name counts: "@Ada Lovelace" is no Ada. */
export function stored(text: string, people: readonly Person[]): string {
  const byLength = [...labelsOf(people)].sort(([, a], [, b]) => b.length - a.length);
  let result = "";
  for (let at = 0; at < text.length; ) {
    const found = text[at] === "@" ? byLength.find(([, label]) => isNamedAt(text, at, label)) : undefined;
    result += found === undefined ? text[at] : `@[${found[0]}]`;
    at += found === undefined ? 1 : found[1].length + 1;
  }
  return result;
}

/** Whether `@label` stands at that place as a whole word. */
const isNamedAt = (text: string, at: number, label: string): boolean =>
  text.startsWith(label, at + 1) && !/[\p{L}\p{N}_]/u.test(text[at + 1 + label.length] ?? "");

/** What is stored, as it is typed; who has left keeps no name here. */
export function typed(text: string, people: readonly Person[]): string {
  const labels = labelsOf(people);
  return text.replace(STORED, (whole, id: string) => (labels.has(id) ? `@${labels.get(id)}` : whole));
}

export interface Piece {
  readonly text: string;
  /** Whom this piece calls upon. */
  readonly person: string | null;
}

/** A comment as pieces to draw: plain text, and names. */
export function piecesOf(
  text: string,
  names: Readonly<Record<string, string>>,
  unknown: string,
): readonly Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const found of text.matchAll(STORED)) {
    if (found.index > end) pieces.push({ text: text.slice(end, found.index), person: null });
    const id = found[1] ?? "";
    pieces.push({ text: `@${names[id] ?? unknown}`, person: id });
    end = found.index + found[0].length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end), person: null });
  return pieces;
}

/** What somebody has begun to write after an @, up to the cursor; null where no name is being written. */
export function begunAt(
  text: string,
  caret: number,
): { readonly query: string; readonly from: number } | null {
  const found = BEGUN.exec(text.slice(0, caret));
  const query = found?.[1];
  return query === undefined ? null : { query, from: caret - query.length - 1 };
}

const plain = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** People whose name, or a word of it, begins so. */
export function matching(people: readonly Person[], query: string): readonly Person[] {
  const wanted = plain(query);
  return people.filter(({ name }) => {
    const words = plain(name);
    return words.startsWith(wanted) || words.split(/\s+/).some((word) => word.startsWith(wanted));
  });
}
