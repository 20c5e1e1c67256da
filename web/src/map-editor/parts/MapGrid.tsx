import { type CSSProperties, startTransition, useEffect, useMemo, useRef, useState } from "react";
import { useMapDocument } from "@/live";
import { selectedRegion } from "../commands/fill";
import { gridNow } from "../commands/selection";
import { useEditor, useSessionState } from "../context";
import { linesOver } from "../layout/blueprint";
import { POSTER_ID, VIEW_ID } from "../layout/fit";
import { gridOf, type LaneCells } from "../layout/grid";
import { targetAt } from "../layout/navigate";
import { tracksOfColumns } from "../layout/places";
import { isCellLike } from "../layout/region";
import { COLUMN, LABEL, TAIL } from "../layout/sizes";
import { kindOf } from "../layout/target";
import { RealityRow } from "../reality/RealityRow";
import { usePosterDrag } from "./drag";
import { EmotionLane } from "./EmotionLane";
import { Following } from "./Following";
import { GridHead } from "./GridHead";
import { GridPart } from "./GridPart";
import { LaneRow } from "./LaneRow";
import classes from "./MapGrid.module.css";
import { PasteDialog } from "./PasteDialog";
import { PresenceLayer } from "./PresenceLayer";
import { isTyping } from "./under";
import { useClipboard } from "./useClipboard";
import { useGridEvents } from "./useGridEvents";
import { useMouseRange } from "./useMouseRange";
import { useWheelZoom } from "./useWheelZoom";

/** About as many cells as can be drawn without holding up whoever has begun to work. */
const CELLS_AT_ONCE = 240;
/** A screen shows more lanes than this only where they are nearly empty, and quickly drawn. */
const FIRST_ROWS = 6;
const NO_CELLS: LaneCells = new Map();

/** The poster: stages and steps across, lanes down. */
export function MapGrid() {
  const map = useMapDocument();
  const { t, readOnly } = useEditor();
  const collapsed = useSessionState((state) => state.collapsed);
  const grid = useMemo(() => gridOf(map, collapsed), [map, collapsed]);
  const lines = useMemo(() => linesOver(grid.lanes), [grid]);
  const rows = useRowsSoFar(grid.lanes.length, Math.ceil(CELLS_AT_ONCE / Math.max(1, grid.columns.length)));
  const zoom = useSessionState((state) => state.zoom);
  const outside = useSessionState((state) => ["map", "persona", "link"].includes(kindOf(state.selected)));
  const shown = useSessionState((state) => state.view);
  const view = useRef<HTMLElement>(null);
  const events = useGridEvents();
  useMouseRange(view);
  usePosterDrag(view);
  useClipboard();
  useWheelZoom(view);
  const sizes = {
    "--tracks": tracksOfColumns(grid.columns),
    "--column": `${COLUMN}px`,
    "--label": `${LABEL}px`,
    "--tail": `${TAIL}px`,
    zoom,
  } as CSSProperties;
  return (
    <section id={VIEW_ID} ref={view} className={classes.view} aria-label={t("label.map")}>
      <GridPart
        id={POSTER_ID}
        role="grid"
        aria-label={map.map.title}
        aria-rowcount={grid.lanes.length + 2}
        aria-colcount={grid.columns.length + 1}
        aria-readonly={readOnly}
        className={classes.poster}
        style={sizes}
        data-view={shown}
        tabIndex={outside ? 0 : -1}
        {...events}
      >
        <GridHead grid={grid} measured={map.map.measured} />
        <GridPart role="rowgroup">
          <RealityRow columns={grid.columns} />
          {grid.lanes
            .slice(0, rows)
            .map((lane, index) =>
              lane.kind === "emotion" && !grid.foldedLanes.has(lane.id) ? (
                <EmotionLane
                  key={lane.id}
                  lane={lane}
                  columns={grid.columns}
                  cells={grid.cells.get(lane.id) ?? NO_CELLS}
                  personas={map.personas}
                  row={index + 3}
                />
              ) : (
                <LaneRow
                  key={lane.id}
                  lane={lane}
                  columns={grid.columns}
                  cells={grid.cells.get(lane.id) ?? NO_CELLS}
                  row={index + 3}
                  folded={grid.foldedLanes.has(lane.id)}
                  line={lines.get(lane.id)}
                />
              ),
            )}
        </GridPart>
      </GridPart>
      <PresenceLayer view={view} />
      <Following view={view} />
      <Followers view={view} />
      <PasteDialog />
      <Said />
    </section>
  );
}

/** The first lanes are there at once; what lies below the screen follows while nothing else is to do. */
function useRowsSoFar(count: number, more: number): number {
  const [rows, setRows] = useState(() => Math.max(FIRST_ROWS, more));
  useEffect(() => {
    if (rows < count) startTransition(() => setRows(rows + more));
  }, [rows, count, more]);
  return rows;
}

/** What follows the selection, apart from the poster: a step of a walk must not draw the whole poster again. */
function Followers({ view }: { view: React.RefObject<HTMLElement | null> }) {
  useFocusFollowsSelection(view);
  useHeadInView(view);
  useRoomForPanel(view);
  useCorner();
  return null;
}

/** What is said instead of shown: how large a selection is, where something is held. */
function Said() {
  const { text, turn } = useSessionState((state) => state.said);
  return (
    <p role="status" className="sj-visually-hidden">
      <span key={turn}>{text}</span>
    </p>
  );
}

/** What the keys lead to beside the selection stays in view: the end of a range, the place where something is held. */
function useHeadInView(view: React.RefObject<HTMLElement | null>): void {
  const target = useSessionState(
    ({ held, head, selected }) => held?.over ?? (head === selected ? null : head),
  );
  useEffect(() => {
    if (target === null) return;
    view.current
      ?.querySelector(`[data-target="${target}"]`)
      ?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [target, view]);
}

/** A panel that opens takes room from the poster; what is selected stays in what is left. */
function useRoomForPanel(view: React.RefObject<HTMLElement | null>): void {
  const { session } = useEditor();
  const isOpen = useSessionState(({ panel }) => panel !== "none");
  useEffect(() => {
    if (!isOpen) return;
    view.current
      ?.querySelector(`[data-target="${session.getState().selected}"]`)
      ?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [isOpen, session, view]);
}

/** The handle for filling stands at the lower right corner of the selected cells. */
function useCorner(): void {
  const editor = useEditor();
  const selected = useSessionState((state) => state.selected);
  const range = useSessionState((state) => state.range);
  useEffect(() => {
    const isCells = [selected, ...range].every(isCellLike);
    const region = isCells ? selectedRegion(editor) : null;
    const corner = region && targetAt(gridNow(editor), { row: region.bottom, column: region.right }, "cell");
    editor.session.showCorner(corner);
  }, [editor, selected, range]);
}

/**
 * A click or a text that was closed leaves a caret on the poster. Nothing shows it, but in every frame the browser
 * looks for a place where it could stand, through thousands of cells.
 */
function forgetCaret(): void {
  const selection = document.getSelection();
  if (selection === null || selection.rangeCount === 0 || isTyping({ target: document.activeElement }))
    return;
  // `isCollapsed` says the same, but lays out the whole poster first.
  const { anchorNode, anchorOffset, focusNode, focusOffset } = selection;
  if (anchorNode === focusNode && anchorOffset === focusOffset) selection.removeAllRanges();
}

/** Keyboard focus goes where the selection went, unless a text is being written. */
function useFocusFollowsSelection(view: React.RefObject<HTMLElement | null>): void {
  const { session } = useEditor();
  const turn = useSessionState((state) => state.focusTurn);
  const selected = useSessionState((state) => state.selected);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a caret comes with each selection and each move of the focus.
  useEffect(forgetCaret, [selected, turn]);
  useEffect(() => {
    const { selected: wanted, editing } = session.getState();
    if (turn === 0 || editing !== null) return;
    view.current?.querySelector<HTMLElement>(`[data-target="${wanted}"]`)?.focus();
  }, [turn, session, view]);
}
