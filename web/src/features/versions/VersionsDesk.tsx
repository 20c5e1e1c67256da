import { useDebouncedValue } from "@mantine/hooks";
import { createContext, type ReactNode, useContext, useMemo, useState, useSyncExternalStore } from "react";
import { type LiveMap, type LiveState, stillMap } from "@/live";
import type { DifferenceDesk } from "@/map-editor";
import { Banner } from "./Banner";
import { marksOf } from "./marks";
import { type DifferenceLine, useDifferences, useStateAt } from "./queries";

/** A state of the map, as it is spoken of. */
export interface MapState {
  readonly seq: number;
  readonly title: string;
  readonly at: string;
}

/** What the page shows instead of the map as it is. */
export type Shown =
  | { readonly mode: "now" }
  | { readonly mode: "look"; readonly state: MapState }
  /** `to` is nothing for the map as it is now. */
  | { readonly mode: "compare"; readonly from: MapState; readonly to: MapState | null };

export interface Versions {
  readonly map: string;
  /** The map as it is, whatever is shown. */
  readonly live: LiveMap;
  readonly mayEdit: boolean;
  readonly shown: Shown;
  readonly show: (shown: Shown) => void;
  /** Nothing while they are asked for, or nothing is compared. */
  readonly differences: readonly DifferenceLine[] | null;
  /** How many steps were measured again; told in one line. */
  readonly measured: number;
  readonly error: Error | null;
}

const VersionsContext = createContext<Versions | null>(null);
const NOW: Shown = { mode: "now" };
/** What is compared with the present follows its edits, but not each letter. */
const FOLLOW_MS = 800;

export function useVersionsDesk(): Versions {
  const desk = useContext(VersionsContext);
  if (desk === null)
    throw new Error("A part of the versions is used outside <VersionsDesk>; wrap it in one.");
  return desk;
}

export function useStateOf<Piece>(live: LiveMap, select: (state: LiveState) => Piece): Piece {
  const read = () => select(live.getState());
  return useSyncExternalStore(live.subscribe, read, read);
}

/** What is drawn of a map while an old state of it is looked at, or compared. */
export interface ShownMap {
  readonly live: LiveMap;
  readonly notice: ReactNode;
  readonly differences?: DifferenceDesk;
}

export interface VersionsDeskProps {
  map: string;
  live: LiveMap;
  children: (shown: ShownMap) => ReactNode;
}

/** Keeps at hand which state of the map is shown, for what is drawn inside. */
export function VersionsDesk({ map, live, children }: VersionsDeskProps) {
  const [shown, show] = useState<Shown>(NOW);
  const role = useStateOf(live, (state) => state.role);
  const ended = useStateOf(live, (state) => state.ended);
  const mayEdit = ended === null && role !== "viewer" && role !== "commenter";
  const compared = useCompared(map, live, shown);
  const old = useStill(map, shown.mode === "look" ? shown.state.seq : seqOfTo(shown));
  const desk = useMemo<Versions>(
    () => ({
      map,
      live,
      mayEdit,
      shown,
      show,
      differences: compared.lines,
      measured: compared.measured,
      error: compared.error ?? old.error,
    }),
    [map, live, mayEdit, shown, compared.lines, compared.measured, compared.error, old.error],
  );
  const drawn = old.still ?? live;
  const differences = useMarks(drawn, compared);
  return (
    <VersionsContext value={desk}>
      {children({ live: drawn, notice: shown.mode === "now" ? null : <Banner />, differences })}
    </VersionsContext>
  );
}

const seqOfTo = (shown: Shown): number | null =>
  shown.mode === "compare" && shown.to !== null ? shown.to.seq : null;

/** The map as it was, to be drawn in place of the present one. */
function useStill(map: string, seq: number | null): { still: LiveMap | null; error: Error | null } {
  const { data, error } = useStateAt(map, seq);
  const still = useMemo(() => (data === undefined ? null : stillMap(data)), [data]);
  return { still: seq === null ? null : still, error };
}

/** Numbers from the log, which change on many steps at once. */
const MEASURED: ReadonlySet<string> = new Set(["numbers", "measured"]);

/** What people changed, and how many steps were measured again. */
function sorted(lines: readonly DifferenceLine[]): Pick<Compared, "lines" | "measured"> {
  return {
    lines: lines.filter(({ field }) => !MEASURED.has(field)),
    measured: lines.filter(({ field }) => field === "numbers").length,
  };
}

interface Compared {
  readonly measured: number;
  readonly lines: readonly DifferenceLine[] | null;
  readonly before: LiveMap | null;
  readonly error: Error | null;
}

const NOTHING = { lines: null, measured: 0 };

function useCompared(map: string, live: LiveMap, shown: Shown): Compared {
  const now = useStateOf(live, (state) => state.seq);
  const [settled] = useDebouncedValue(now, FOLLOW_MS);
  const isCompared = shown.mode === "compare";
  const from = isCompared ? shown.from.seq : 0;
  const to = seqOfTo(shown) ?? settled;
  const differences = useDifferences(map, isCompared ? { from, to } : null);
  const before = useStill(map, isCompared ? from : null);
  const found = isCompared ? differences.data?.differences : undefined;
  const told = useMemo(() => (found === undefined ? NOTHING : sorted(found)), [found]);
  return {
    ...told,
    before: before.still,
    error: differences.error ?? before.error,
  };
}

/** The differences where they stand on the map. */
function useMarks(drawn: LiveMap, { lines, before }: Compared): DifferenceDesk | undefined {
  return useMemo(() => {
    if (lines === null || before === null) return undefined;
    const maps = { now: drawn.getState().document, before: before.getState().document };
    const marks = marksOf(lines, maps);
    return { on: (target) => marks.get(target) ?? [], before: maps.before };
  }, [drawn, lines, before]);
}
