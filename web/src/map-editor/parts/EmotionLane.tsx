import { memo, useCallback, useMemo, useState } from "react";
import type { Card, Lane, Persona } from "@/map-model";
import { change, useEditor, useSessionState } from "../context";
import { CURVE_HEIGHT, hasParts, shiftsOf, tracksOf } from "../layout/curve";
import { setFields } from "../layout/edits";
import type { Column, LaneCells } from "../layout/grid";
import { centresOfSteps } from "../layout/places";
import { targetOf } from "../layout/target";
import { EmotionCell } from "./EmotionCell";
import { EmotionCurves } from "./EmotionCurves";
import classes from "./EmotionLane.module.css";
import { EmotionLegend } from "./EmotionLegend";
import { EmotionPad } from "./EmotionPad";
import { EmotionPen } from "./EmotionPen";
import { GridPart } from "./GridPart";
import lanes from "./Lane.module.css";
import { LaneLabel } from "./LaneLabel";

export interface EmotionLaneProps {
  lane: Lane;
  columns: readonly Column[];
  cells: LaneCells;
  personas: Readonly<Record<string, Persona>>;
  row: number;
}

/** The emotion curve as the profile of a walk: a line over and under zero, across all steps. */
export const EmotionLane = memo(function EmotionLane({
  lane,
  columns,
  cells,
  personas,
  row,
}: EmotionLaneProps) {
  const editor = useEditor();
  const curve = useSessionState((state) => state.curve);
  const [dragged, setDragged] = useState<{ card: string; emotion: number } | null>(null);
  const cardsOf = (step: string): readonly Card[] =>
    (cells.get(step) ?? []).map((card) =>
      card.id === dragged?.card ? { ...card, emotion: dragged.emotion } : card,
    );
  const onDrag = useCallback(
    (card: Card, emotion: number, done: boolean) => {
      setDragged(done ? null : { card: card.id, emotion });
      const before = editor.live.getState().document.cards[card.id]?.emotion;
      if (done && before !== emotion) change(editor, setFields(targetOf("card", card.id), { emotion }));
    },
    [editor],
  );
  const places = useMemo(() => centresOfSteps(columns), [columns]);
  const all = columns.flatMap(({ step }) => (step === null ? [] : cardsOf(step.id)));
  const tracks = tracksOf(all, places);
  const walkers = tracks.map(({ persona }) => persona).join(" ");
  // biome-ignore lint/correctness/useExhaustiveDependencies: who walks the curve changes seldom, its cards often.
  const shifts = useMemo(() => shiftsOf(tracks.map(({ persona }) => persona)), [walkers]);
  const isMeasured = columns.some(({ step }) => typeof step?.numbers?.score === "number");
  const show = tracks.some(hasParts) ? curve.show : "whole";
  const isDrawing = curve.drawing === lane.id && !editor.readOnly;
  return (
    <GridPart
      role="row"
      aria-rowindex={row}
      className={`${lanes.row} ${classes.row}`}
      style={{ minHeight: CURVE_HEIGHT }}
    >
      <LaneLabel lane={lane}>
        {!isDrawing && <EmotionLegend tracks={tracks} personas={personas} isMeasured={isMeasured} />}
        <EmotionPen lane={lane} personas={personas} isDrawing={isDrawing} />
      </LaneLabel>
      <EmotionCurves
        tracks={tracks}
        columns={columns}
        cells={cells}
        personas={personas}
        show={show}
        hidden={curve.hidden}
      />
      {columns.map(({ step, first }, index) =>
        step === null ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: an empty stage has no other name.
          <GridPart key={index} role="gridcell" />
        ) : (
          <EmotionCell
            key={step.id}
            lane={lane}
            step={step.id}
            stepTitle={step.title}
            numbers={step.numbers}
            first={first}
            cards={cardsOf(step.id)}
            personas={personas}
            shifts={shifts}
            show={show}
            hidden={curve.hidden}
            onDrag={onDrag}
          />
        ),
      )}
      {isDrawing && <EmotionPad lane={lane} columns={columns} shifts={shifts} />}
    </GridPart>
  );
});
