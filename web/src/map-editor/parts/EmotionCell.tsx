import { IconPlus } from "@tabler/icons-react";
import { type MouseEvent, memo, type PointerEvent, useState } from "react";
import type { Card, Lane, Persona, StepNumbers } from "@/map-model";
import { carryOut, useEditor, useMarks } from "../context";
import { emotionAt, faceOf, isQuiet, moodOf, type Show, shownFeeling, yOf } from "../layout/curve";
import { addFeeling } from "../layout/curve-edits";
import { sameCards } from "../layout/grid";
import { cellOf, targetOf } from "../layout/target";
import { DifferenceMark } from "./DifferenceMark";
import classes from "./EmotionLane.module.css";
import { EmotionPoint, type EmotionPointProps } from "./EmotionPoint";
import { Glyph } from "./Glyph";
import { GridPart } from "./GridPart";
import { gapInWords } from "./gap-words";
import lanes from "./Lane.module.css";

export interface EmotionCellProps extends Pick<EmotionPointProps, "onDrag" | "stepTitle"> {
  lane: Lane;
  step: string;
  numbers: StepNumbers | null;
  first: boolean;
  cards: readonly Card[];
  personas: Readonly<Record<string, Persona>>;
  /** How far each persona's points stand beside the middle. */
  shifts: ReadonlyMap<string | null, number>;
  show: Show;
  hidden: readonly (string | null)[];
}

const same = (a: EmotionCellProps, b: EmotionCellProps): boolean =>
  a.lane === b.lane &&
  a.stepTitle === b.stepTitle &&
  a.numbers === b.numbers &&
  a.first === b.first &&
  a.personas === b.personas &&
  a.shifts === b.shifts &&
  a.show === b.show &&
  a.hidden === b.hidden &&
  sameCards(a.cards, b.cards);

/** A step on the curve: its points, what was measured there, and room for a first point. */
export const EmotionCell = memo(function EmotionCell(props: EmotionCellProps) {
  const { lane, step, stepTitle, numbers, first, cards, personas, shifts, show, hidden, onDrag } = props;
  const editor = useEditor();
  const { t, session, live, readOnly } = editor;
  const target = cellOf(lane.id, step);
  const { selected, inRange, corner, filling } = useMarks(target);
  const [ghost, setGhost] = useState<number | null>(null);
  const isOpen = cards.length === 0 && !readOnly;
  const feelingUnder = (event: MouseEvent<HTMLElement>) => {
    const { top } = event.currentTarget.getBoundingClientRect();
    return emotionAt((event.clientY - top) / session.getState().zoom);
  };
  const onClick = (event: MouseEvent<HTMLElement>) => {
    const selects = event.shiftKey || event.ctrlKey || event.metaKey;
    if (!isOpen || selects || (event.target instanceof Element && event.target.closest("button") !== null))
      return;
    event.stopPropagation();
    setGhost(null);
    const { persona, aspect } = session.getState().curve;
    const pen = { lane: lane.id, persona, aspect };
    carryOut(editor, addFeeling(live.getState().document, pen, step, feelingUnder(event)));
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    if (isOpen && event.pointerType === "mouse") setGhost(feelingUnder(event));
  };
  return (
    <GridPart
      role="gridcell"
      aria-selected={selected || inRange}
      data-range={inRange || undefined}
      data-filling={filling || undefined}
      data-corner={corner || undefined}
      aria-label={cards.length === 0 ? t("label.cell", { lane: lane.title, step: stepTitle }) : undefined}
      className={`${lanes.cell} ${classes.cell}`}
      data-first={first || undefined}
      data-open={isOpen || undefined}
      data-target={target}
      tabIndex={selected ? 0 : -1}
      onClick={onClick}
      onPointerMove={onPointerMove}
      onPointerLeave={() => setGhost(null)}
    >
      {cards.map((card) => (
        <EmotionPoint
          key={card.id}
          card={card}
          stepTitle={stepTitle}
          personaName={card.persona === null ? t("persona.anyone") : (personas[card.persona]?.name ?? "")}
          personaColor={card.persona === null ? null : (personas[card.persona]?.color ?? null)}
          shift={shifts.get(card.persona) ?? 0}
          isQuiet={isQuiet(card, show, hidden)}
          gap={numbers === null ? null : gapInWords(cards, numbers, t)}
          onDrag={onDrag}
        />
      ))}
      <span className={classes.differences} data-top={cards.some(isLow) || undefined}>
        <DifferenceMark target={target} />
        {cards.map(({ id }) => (
          <DifferenceMark key={id} target={targetOf("card", id)} />
        ))}
      </span>
      {numbers !== null && numbers.score !== null && <Reading numbers={numbers} cards={cards} />}
      {isOpen && ghost !== null && (
        <span
          className={classes.ghost}
          style={{ top: yOf(ghost) }}
          data-mood={moodOf(ghost)}
          aria-hidden="true"
        >
          <Glyph name={`face_${faceOf(ghost)}`} size={30} />
        </span>
      )}
      {isOpen && ghost === null && (
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
}, same);

/** So low that it stands where marks do otherwise. */
const isLow = ({ emotion }: Card): boolean => (emotion ?? 0) < -0.4;

/** What was measured at the step, and how far the guess lies from it; seen when one looks at the cell. */
function Reading({ numbers, cards }: { numbers: StepNumbers; cards: readonly Card[] }) {
  const { t } = useEditor();
  const { score, score_low: low, score_high: high, score_n: n } = numbers;
  if (score === null) return null;
  const gap = gapInWords(cards, numbers, t);
  return (
    <span className={classes.reading} style={{ top: yOf(score) }}>
      {t("curve.measured", {
        score: shownFeeling(score),
        low: shownFeeling(low ?? score),
        high: shownFeeling(high ?? score),
        n,
      })}
      {gap !== null && <strong>{gap}</strong>}
    </span>
  );
}
