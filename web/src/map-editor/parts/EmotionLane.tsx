import { IconPlus } from "@tabler/icons-react";
import { memo, useCallback, useMemo, useState } from "react";
import type { Card, Lane, Persona } from "@/map-model";
import { change, useEditor, useIsSelected } from "../context";
import { CURVE_HEIGHT, shiftsOf, tracksOf } from "../layout/curve";
import { setFields } from "../layout/edits";
import { type Column, type Grid, sameCards } from "../layout/grid";
import { COLUMN } from "../layout/sizes";
import { cellOf, targetOf } from "../layout/target";
import { EmotionCurves } from "./EmotionCurves";
import classes from "./EmotionLane.module.css";
import { EmotionLegend } from "./EmotionLegend";
import { EmotionPoint, type EmotionPointProps } from "./EmotionPoint";
import { GridPart } from "./GridPart";
import lanes from "./Lane.module.css";
import { LaneLabel } from "./LaneLabel";

export interface EmotionLaneProps {
  lane: Lane;
  columns: readonly Column[];
  cells: Grid["cells"];
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
  const [dragged, setDragged] = useState<{ card: string; emotion: number } | null>(null);
  const cardsOf = (step: string): readonly Card[] =>
    (cells.get(`${lane.id}/${step}`) ?? []).map((card) =>
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
  const places = useMemo(
    () => new Map(columns.map(({ step }, index) => [step?.id ?? "", (index + 0.5) * COLUMN])),
    [columns],
  );
  const all = columns.flatMap(({ step }) => (step === null ? [] : cardsOf(step.id)));
  const tracks = tracksOf(all, places);
  const walkers = tracks.map(({ persona }) => persona).join(" ");
  // biome-ignore lint/correctness/useExhaustiveDependencies: who walks the curve changes seldom, its cards often.
  const shifts = useMemo(() => shiftsOf(tracks.map(({ persona }) => persona)), [walkers]);
  const isMeasured = columns.some(({ step }) => typeof step?.numbers?.score === "number");
  return (
    <GridPart
      role="row"
      aria-rowindex={row}
      className={`${lanes.row} ${classes.row}`}
      style={{ minHeight: CURVE_HEIGHT }}
    >
      <LaneLabel lane={lane}>
        <EmotionLegend tracks={tracks} personas={personas} isMeasured={isMeasured} />
      </LaneLabel>
      <EmotionCurves tracks={tracks} columns={columns} personas={personas} />
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
            first={first}
            cards={cardsOf(step.id)}
            personas={personas}
            shifts={shifts}
            onDrag={onDrag}
          />
        ),
      )}
    </GridPart>
  );
});

interface EmotionCellProps extends Pick<EmotionPointProps, "onDrag" | "stepTitle"> {
  lane: Lane;
  step: string;
  first: boolean;
  cards: readonly Card[];
  personas: EmotionLaneProps["personas"];
  /** How far each persona's points stand beside the middle. */
  shifts: ReadonlyMap<string | null, number>;
}

const sameCell = (a: EmotionCellProps, b: EmotionCellProps): boolean =>
  a.lane === b.lane &&
  a.stepTitle === b.stepTitle &&
  a.first === b.first &&
  a.personas === b.personas &&
  a.shifts === b.shifts &&
  sameCards(a.cards, b.cards);

const EmotionCell = memo(function EmotionCell(props: EmotionCellProps) {
  const { lane, step, stepTitle, first, cards, personas, shifts, onDrag } = props;
  const { t, readOnly } = useEditor();
  const target = cellOf(lane.id, step);
  const selected = useIsSelected(target);
  return (
    <GridPart
      role="gridcell"
      aria-selected={selected}
      aria-label={cards.length === 0 ? t("label.cell", { lane: lane.title, step: stepTitle }) : undefined}
      className={`${lanes.cell} ${classes.cell}`}
      data-first={first || undefined}
      data-target={target}
      tabIndex={selected ? 0 : -1}
    >
      {cards.map((card) => (
        <EmotionPoint
          key={card.id}
          card={card}
          stepTitle={stepTitle}
          personaName={card.persona === null ? t("persona.anyone") : (personas[card.persona]?.name ?? "")}
          personaColor={card.persona === null ? null : (personas[card.persona]?.color ?? null)}
          shift={shifts.get(card.persona) ?? 0}
          onDrag={onDrag}
        />
      ))}
      {cards.length === 0 && !readOnly && (
        <button
          type="button"
          className={`${lanes.add} ${classes.addPoint}`}
          data-action="add"
          tabIndex={-1}
          aria-label={t("label.addFeeling")}
        >
          <IconPlus size={16} aria-hidden="true" />
        </button>
      )}
    </GridPart>
  );
}, sameCell);
