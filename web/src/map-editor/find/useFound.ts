/** What a search finds on the map as it stands now, and the match that the search is at. */
import { useDeferredValue, useMemo } from "react";
import { useMapDocument } from "@/live";
import { type Match, matchesIn, type Wanted } from "./matches";
import { textsOn } from "./texts";

export interface Found {
  readonly matches: readonly Match[];
  readonly at: number;
  readonly current: Match | undefined;
}

/** `turn` counts steps forwards and backwards; it goes round at both ends. */
export function useFound(wanted: Wanted, turn: number): Found {
  const map = useDeferredValue(useMapDocument());
  const { text, matchCase, wholeWord } = useDeferredValue(wanted);
  const texts = useMemo(() => textsOn(map), [map]);
  const matches = useMemo(
    () => matchesIn(texts, { text, matchCase, wholeWord }),
    [texts, text, matchCase, wholeWord],
  );
  const at = matches.length === 0 ? 0 : ((turn % matches.length) + matches.length) % matches.length;
  return { matches, at, current: matches[at] };
}
