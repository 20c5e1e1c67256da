/** Where a text is found on a map, and the one edit that replaces it. */
import type { Change, Edit } from "@/map-model";
import type { MapText } from "./texts";

export interface Wanted {
  readonly text: string;
  readonly matchCase: boolean;
  readonly wholeWord: boolean;
}

export interface Match {
  readonly place: MapText;
  readonly start: number;
  readonly end: number;
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** A word ends where no letter, digit or mark follows, in any script. */
function patternOf({ text, matchCase, wholeWord }: Wanted): RegExp | null {
  if (text === "") return null;
  const words = escaped(text);
  const source = wholeWord ? `(?<![\\p{L}\\p{N}\\p{M}_])${words}(?![\\p{L}\\p{N}\\p{M}_])` : words;
  return new RegExp(source, matchCase ? "gu" : "giu");
}

/** Every place where the wanted text stands, in reading order; matches do not overlap. */
export function matchesIn(texts: readonly MapText[], wanted: Wanted): readonly Match[] {
  const pattern = patternOf(wanted);
  if (pattern === null) return [];
  return texts.flatMap((place) =>
    [...place.text.matchAll(pattern)].map(({ index, 0: found }) => ({
      place,
      start: index,
      end: index + found.length,
    })),
  );
}

/** The text of a place with some of its matches replaced. */
export function replacedIn(text: string, matches: readonly Match[], by: string): string {
  let done = 0;
  let result = "";
  for (const { start, end } of [...matches].sort((a, b) => a.start - b.start)) {
    result += text.slice(done, start) + by;
    done = end;
  }
  return result + text.slice(done);
}

/** One edit that replaces the given matches; `null` when nothing would change. */
export function replacing(matches: readonly Match[], by: string, label: string): Edit | null {
  const operations: Change[] = [];
  for (const place of new Set(matches.map((match) => match.place))) {
    const here = matches.filter((match) => match.place === place);
    const text = replacedIn(place.text, here, by);
    if (text === place.text) continue;
    operations.push({ do: "set", table: place.table, record_id: place.id, fields: { [place.field]: text } });
  }
  const [only] = operations;
  if (only === undefined) return null;
  return operations.length === 1 ? only : { do: "batch", operations, label };
}
