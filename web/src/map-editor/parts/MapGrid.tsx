import { IconPlus } from "@tabler/icons-react";
import { type CSSProperties, useEffect, useMemo, useRef } from "react";
import { useMapDocument } from "@/live";
import { count, date } from "@/ui/numbers";
import { addStage as addStageCommand, addStep as addStepCommand } from "../commands";
import { useEditor, useSessionState } from "../context";
import { POSTER_ID, VIEW_ID } from "../layout/fit";
import { gridOf } from "../layout/grid";
import { COLUMN, LABEL, TAIL } from "../layout/sizes";
import { kindOf, targetOf } from "../layout/target";
import { EmotionLane } from "./EmotionLane";
import { GridPart } from "./GridPart";
import { LaneRow } from "./LaneRow";
import classes from "./MapGrid.module.css";
import { StageHeader } from "./StageHeader";
import { StepHeader } from "./StepHeader";
import { useGridEvents } from "./useGridEvents";

/** The poster: stages and steps across, lanes down. */
export function MapGrid() {
  const map = useMapDocument();
  const editor = useEditor();
  const { t, session, readOnly } = editor;
  const grid = useMemo(() => gridOf(map), [map]);
  const zoom = useSessionState((state) => state.zoom);
  const outside = useSessionState((state) => ["map", "persona"].includes(kindOf(state.selected)));
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
  const measured =
    map.map.measured === null
      ? ""
      : t("numbers.from", { customers: count(map.map.measured.customers), date: date(map.map.measured.at) });
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
        <GridPart role="rowgroup" className={classes.head}>
          <GridPart role="row" aria-rowindex={1} className={classes.row}>
            <GridPart role="gridcell" className={classes.corner} />
            {grid.spans.map(({ stage, color, columns }, index) => (
              <StageHeader
                key={stage.id}
                id={stage.id}
                title={stage.title}
                color={color}
                number={index + 1}
                columns={columns}
              />
            ))}
            <GridPart role="gridcell" className={classes.tail}>
              {!readOnly && (
                <button
                  type="button"
                  className={classes.addStage}
                  aria-label={t("commands.addStage")}
                  onClick={() => {
                    const last = grid.spans.at(-1);
                    if (last !== undefined) session.select(targetOf("stage", last.stage.id));
                    addStageCommand.run(editor);
                  }}
                >
                  <IconPlus size={18} aria-hidden="true" />
                </button>
              )}
            </GridPart>
          </GridPart>
          <GridPart role="row" aria-rowindex={2} className={classes.row}>
            <GridPart role="gridcell" className={classes.corner}>
              <span className={classes.measured}>{measured}</span>
            </GridPart>
            {grid.spans.flatMap(({ stage, color, steps }) =>
              steps.length === 0
                ? [
                    <GridPart key={stage.id} role="gridcell" className={classes.empty} data-color={color}>
                      <button
                        type="button"
                        className={classes.addStep}
                        disabled={readOnly}
                        onClick={() => {
                          session.select(targetOf("stage", stage.id));
                          addStepCommand.run(editor);
                        }}
                      >
                        {t("commands.addStep")}
                      </button>
                    </GridPart>,
                  ]
                : steps.map((step, index) => (
                    <StepHeader
                      key={step.id}
                      id={step.id}
                      stage={stage.id}
                      title={step.title}
                      color={color}
                      importance={step.importance}
                      momentOfTruth={step.moment_of_truth}
                      first={index === 0}
                      last={index === steps.length - 1}
                    />
                  )),
            )}
          </GridPart>
        </GridPart>
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
              <LaneRow key={lane.id} lane={lane} columns={grid.columns} cells={grid.cells} row={index + 3} />
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
    view.current?.querySelector<HTMLElement>(`[data-target="${CSS.escape(selected)}"]`)?.focus();
  }, [turn, session, view]);
}
