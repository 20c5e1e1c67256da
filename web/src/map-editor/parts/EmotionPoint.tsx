import { memo, type PointerEvent, useRef } from "react";
import type { Card } from "@/map-model";
import { useEditor, useIsSelected } from "../context";
import { CURVE_HEIGHT, emotionAt, faceOf, moodOf, shownFeeling, yOf } from "../layout/curve";
import { targetOf } from "../layout/target";
import classes from "./EmotionLane.module.css";
import { Glyph } from "./Glyph";
import { GridPart } from "./GridPart";
import { initialsOf } from "./initials";

const FACE = 15;

export interface EmotionPointProps {
  card: Card;
  stepTitle: string;
  personaName: string;
  personaColor: number | null;
  /** How far it stands beside the middle of its step, in pixels. */
  shift: number;
  /** Whether its line is not the one that is looked at. */
  isQuiet: boolean;
  /** How far the step lies from what was measured, in words. */
  gap: string | null;
  /** Called while the point is dragged, and with `done` when it is let go. */
  onDrag: (card: Card, emotion: number, done: boolean) => void;
}

/** A point of the emotion curve: dragged, moved by Shift with the arrows, or set to a face by a digit. */
export const EmotionPoint = memo(function EmotionPoint(props: EmotionPointProps) {
  const { card, stepTitle, personaName, personaColor, shift, isQuiet, gap, onDrag } = props;
  const { t, readOnly, session } = useEditor();
  const target = targetOf("card", card.id);
  const selected = useIsSelected(target);
  const from = useRef<{ y: number; top: number; zoom: number } | null>(null);
  const emotion = card.emotion ?? 0;
  const shown = emotion * 2;
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (readOnly || event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    from.current = { y: event.clientY, top: yOf(emotion), zoom: session.getState().zoom };
  };
  const follow = (event: PointerEvent<HTMLDivElement>, done: boolean) => {
    const start = from.current;
    if (start === null) return;
    const moved = (event.clientY - start.y) / start.zoom;
    if (done) from.current = null;
    if (Math.abs(moved) > 2 || done) onDrag(card, moved === 0 ? emotion : emotionAt(start.top + moved), done);
  };
  return (
    <GridPart
      role="slider"
      aria-label={[
        t("label.feeling", { step: stepTitle, persona: personaName }),
        card.aspect === null ? "" : t(`aspect.${card.aspect}`),
      ]
        .filter(Boolean)
        .join(", ")}
      aria-orientation="vertical"
      aria-valuemin={-2}
      aria-valuemax={2}
      aria-valuenow={shown}
      aria-valuetext={`${shownFeeling(emotion)}, ${t(`face.${faceOf(emotion)}`)}${card.text === "" ? "" : `: ${card.text}`}${gap === null ? "" : `; ${gap}`}`}
      aria-keyshortcuts="Shift+ArrowUp Shift+ArrowDown 1 2 3 4 5"
      className={classes.point}
      style={{ top: yOf(emotion), left: `calc(50% + ${shift}px)` }}
      data-mood={moodOf(emotion)}
      data-persona={personaColor ?? undefined}
      data-aspect={card.aspect ?? undefined}
      data-quiet={isQuiet || undefined}
      data-selected={selected || undefined}
      data-color={personaColor ?? undefined}
      data-target={target}
      tabIndex={selected ? 0 : -1}
      onPointerDown={onPointerDown}
      onPointerMove={(event) => follow(event, false)}
      onPointerUp={(event) => follow(event, true)}
      onPointerCancel={(event) => follow(event, true)}
    >
      <Glyph name={`face_${faceOf(emotion)}`} size={2 * FACE} className={classes.face} />
      {personaColor !== null && (
        <span className={classes.initial} aria-hidden="true">
          {initialsOf(personaName)}
        </span>
      )}
      <span className={classes.value} aria-hidden="true">
        {[shownFeeling(emotion), card.aspect === null ? "" : t(`aspect.${card.aspect}`)]
          .filter(Boolean)
          .join(" · ")}
      </span>
      {card.text !== "" && !isQuiet && (
        <span
          className={classes.words}
          data-below={yOf(emotion) < CURVE_HEIGHT / 2 || undefined}
          aria-hidden="true"
        >
          {card.text}
        </span>
      )}
    </GridPart>
  );
});
