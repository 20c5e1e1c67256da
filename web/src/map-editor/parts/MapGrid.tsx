import { type CSSProperties, useEffect, useMemo, useRef } from "react";
import { useMapDocument } from "@/live";
import { useEditor, useSessionState } from "../context";
import { linesOver } from "../layout/blueprint";
import { POSTER_ID, VIEW_ID } from "../layout/fit";
import { gridOf } from "../layout/grid";
import { COLUMN, LABEL, TAIL } from "../layout/sizes";
import { kindOf } from "../layout/target";
import { EmotionLane } from "./EmotionLane";
import { GridHead } from "./GridHead";
import { GridPart } from "./GridPart";
import { LaneRow } from "./LaneRow";
import classes from "./MapGrid.module.css";
import { useGridEvents } from "./useGridEvents";

/** The poster: stages and steps across, lanes down. */
export function MapGrid() {
  const map = useMapDocument();
  const { t, readOnly } = useEditor();
  const grid = useMemo(() => gridOf(map), [map]);
  const lines = useMemo(() => linesOver(grid.lanes), [grid]);
  const zoom = useSessionState((state) => state.zoom);
  const outside = useSessionState((state) => ["map", "persona", "link"].includes(kindOf(state.selected)));
  const view = useRef<HTMLElement>(null);
  const events = useGridEvents();
  useFocusFollowsSelection(view);
  const sizes = {
    "--columns": grid.columns.length,
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
        tabIndex={outside ? 0 : -1}
        {...events}
      >
        <GridHead grid={grid} measured={map.map.measured} />
        <GridPart role="rowgroup">
          {grid.lanes.map((lane, index) =>
            lane.kind === "emotion" ? (
              <EmotionLane
                key={lane.id}
                lane={lane}
                columns={grid.columns}
                cells={grid.cells}
                personas={map.personas}
                row={index + 3}
              />
            ) : (
              <LaneRow
                key={lane.id}
                lane={lane}
                columns={grid.columns}
                cells={grid.cells}
                row={index + 3}
                line={lines.get(lane.id)}
              />
            ),
          )}
        </GridPart>
      </GridPart>
    </section>
  );
}

/** Keyboard focus goes where the selection went, unless a text is being written. */
function useFocusFollowsSelection(view: React.RefObject<HTMLElement | null>): void {
  const { session } = useEditor();
  const turn = useSessionState((state) => state.focusTurn);
  useEffect(() => {
    const { selected, editing } = session.getState();
    if (turn === 0 || editing !== null) return;
    view.current?.querySelector<HTMLElement>(`[data-target="${selected}"]`)?.focus();
  }, [turn, session, view]);
}
