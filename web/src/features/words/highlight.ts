/** Splits a text at the words that were searched, so that they can be marked. */

export interface Piece {
  text: string;
  marked: boolean;
  /** Where it begins in the whole. */
  at: number;
}

const plain = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase();

/** The searched words of a question: phrases in quotes whole, else word by word. */
export function searched(query: string): string[] {
  const found = [...query.matchAll(/"([^"]+)"|(\S+)/g)].map((match) => match[1] ?? match[2] ?? "");
  return found.map((word) => plain(word).replace(/["*]/g, "").trim()).filter((word) => word.length > 1);
}

/** The text in pieces, marked where a searched word begins. A text whose letters fold unevenly stays whole. */
export function pieces(text: string, query: string): Piece[] {
  const words = searched(query);
  const folded = plain(text);
  if (words.length === 0 || folded.length !== text.length) return [{ text, marked: false, at: 0 }];
  const escaped = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${escaped.join("|")})[\\p{L}\\p{N}]*`, "gu");
  const made: Piece[] = [];
  let place = 0;
  for (const match of folded.matchAll(pattern)) {
    if (match.index > place) made.push({ text: text.slice(place, match.index), marked: false, at: place });
    place = match.index + match[0].length;
    made.push({ text: text.slice(match.index, place), marked: true, at: match.index });
  }
  if (place < text.length) made.push({ text: text.slice(place), marked: false, at: place });
  return made;
}
