import { type PointerEvent, useEffect, useRef, useState } from "react";
import type { Lane } from "@/map-model";
import { change, useEditor, useSessionState } from "../context";
import { CURVE_HEIGHT, faceOf, moodOf, yOf } from "../layout/curve";
import { drawCurve } from "../layout/curve-edits";
import type { Column } from "../layout/grid";
import { centresOfSteps, widthOf } from "../layout/places";
import { feelingsOf, type Spot } from "../layout/stroke";
import classes from "./EmotionLane.module.css";
import { Glyph } from "./Glyph";

/** How near a stroke must begin or end to a step to mean it, in pixels of the poster. */
const REACH = 60;
const FACE = 30;

export interface EmotionPadProps {
  lane: Lane;
  columns: readonly Column[];
  shifts: ReadonlyMap<string | null, number>;
}

/** The sheet over the lane while the pen is in the hand: one stroke sets every step that it passes. */
export function EmotionPad({ lane, columns, shifts }: EmotionPadProps) {
  const editor = useEditor();
  const { session, live, t } = editor;
  const pen = useSessionState((state) => state.curve);
  const stroke = useRef<Spot[] | null>(null);
  const [drawn, setDrawn] = useState<readonly Spot[]>([]);
  const shift = shifts.get(pen.persona) ?? 0;
  const places = new Map([...centresOfSteps(columns)].map(([step, x]) => [step, x + shift]));
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      // The first Escape throws the stroke away, the next lays the pen down.
      if (stroke.current === null) session.setCurve({ drawing: null });
      stroke.current = null;
      setDrawn([]);
    };
    window.addEventListener("keydown", onKeyDown, true);
    return () => window.removeEventListener("keydown", onKeyDown, true);
  }, [session]);
  const spotsOf = (event: PointerEvent<HTMLElement>): Spot[] => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const { zoom } = session.getState();
    const between = event.nativeEvent.getCoalescedEvents?.() ?? [];
    return (between.length > 0 ? between : [event.nativeEvent]).map(({ clientX, clientY }) => ({
      x: (clientX - left) / zoom,
      y: (clientY - top) / zoom,
    }));
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    stroke.current = spotsOf(event);
    setDrawn(stroke.current);
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    if (stroke.current === null) return;
    stroke.current = [...stroke.current, ...spotsOf(event)];
    setDrawn(stroke.current);
  };
  const onPointerUp = () => {
    const whole = stroke.current;
    stroke.current = null;
    setDrawn([]);
    if (whole === null) return;
    const { persona, aspect } = session.getState().curve;
    const feelings = feelingsOf(whole, places, REACH);
    change(editor, drawCurve(live.getState().document, { lane: lane.id, persona, aspect }, feelings));
  };
  const feelings = feelingsOf(drawn, places, REACH);
  const width = widthOf(columns);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a sheet to draw on; digits and arrows set points by keyboard.
    <div
      className={classes.pad}
      style={{ width }}
      role="presentation"
      onClick={(event) => event.stopPropagation()}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={() => {
        stroke.current = null;
        setDrawn([]);
      }}
    >
      <svg width={width} height={CURVE_HEIGHT} viewBox={`0 0 ${width} ${CURVE_HEIGHT}`} aria-hidden="true">
        {drawn.length > 0 && (
          <polyline points={drawn.map(({ x, y }) => `${x},${y}`).join(" ")} className={classes.stroke} />
        )}
      </svg>
      {[...feelings].map(([step, emotion]) => (
        <span
          key={step}
          className={classes.ghost}
          style={{ top: yOf(emotion), left: places.get(step) ?? 0 }}
          data-mood={moodOf(emotion)}
          data-drawn=""
          aria-hidden="true"
        >
          <Glyph name={`face_${faceOf(emotion)}`} size={FACE} />
        </span>
      ))}
      {drawn.length === 0 && (
        <p className={classes.padHint} aria-hidden="true">
          {t("curve.hint")}
        </p>
      )}
    </div>
  );
}
