import { IconArrowForwardUp } from "@tabler/icons-react";
import { type PointerEvent, useRef, useState } from "react";
import { stepsInOrder } from "@/map-model";
import { carryOut, type Editor, useEditor, useIsSelected } from "../context";
import { addLink, likelyKind } from "../layout/links";
import { idOf, isTarget, targetOf } from "../layout/target";
import classes from "./Links.module.css";

/** Less than this is a click and no drag, in CSS pixels. */
const CLICK = 6;

interface Drag {
  readonly x: number;
  readonly y: number;
}

/** The head of the step in whose column a point of the screen lies. */
function headAt(from: Element, clientX: number, clientY: number): HTMLElement | null {
  const poster = from.closest("[role='grid']");
  const box = poster?.getBoundingClientRect();
  if (poster === null || box === undefined || clientY < box.top || clientY > box.bottom) return null;
  const heads = poster.querySelectorAll<HTMLElement>("[role='columnheader'][data-target^='step:']");
  return (
    [...heads].find((head) => {
      const { left, right } = head.getBoundingClientRect();
      return clientX >= left && clientX < right;
    }) ?? null
  );
}

function connect(editor: Editor, source: string, target: string): void {
  const { document } = editor.live.getState();
  const order = stepsInOrder(document).map(({ id }) => id);
  carryOut(editor, addLink(source, target, likelyKind(order, source, target), ""));
}

/** Draws a link from a step by dragging to another; a click asks where to. The command does the same by keyboard. */
export function LinkHandle({ step }: { step: string }) {
  const editor = useEditor();
  const { t, session, readOnly } = editor;
  const selected = useIsSelected(targetOf("step", step));
  const begin = useRef<Drag | null>(null);
  const aim = useRef<HTMLElement | null>(null);
  const [drag, setDrag] = useState<Drag | null>(null);
  if (readOnly) return null;
  const aimAt = (head: HTMLElement | null) => {
    if (aim.current !== null) delete aim.current.dataset.linking;
    aim.current = head;
    if (head !== null) head.dataset.linking = "";
  };
  const onPointerDown = (event: PointerEvent<HTMLButtonElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    begin.current = { x: event.clientX, y: event.clientY };
  };
  const onPointerMove = (event: PointerEvent<HTMLButtonElement>) => {
    const from = begin.current;
    if (from === null) return;
    const { zoom } = session.getState();
    const moved = { x: (event.clientX - from.x) / zoom, y: (event.clientY - from.y) / zoom };
    if (drag === null && Math.hypot(moved.x, moved.y) < CLICK) return;
    setDrag(moved);
    aimAt(headAt(event.currentTarget, event.clientX, event.clientY));
  };
  const end = (isKept: boolean) => {
    const goal = aim.current?.dataset.target;
    const wasDrawn = drag !== null;
    begin.current = null;
    aimAt(null);
    setDrag(null);
    if (!isKept) return;
    if (!wasDrawn) session.link(step);
    else if (isTarget(goal) && idOf(goal) !== step) connect(editor, step, idOf(goal));
  };
  return (
    <button
      type="button"
      tabIndex={-1}
      className={classes.handle}
      data-shown={selected || undefined}
      data-drawing={drag !== null || undefined}
      aria-label={t("commands.linkToStep")}
      title={t("links.handle")}
      onMouseDown={(event) => event.preventDefault()}
      onClick={(event) => {
        event.stopPropagation();
        // A click made by keys or by assistive technology has no pointer before it.
        if (event.detail === 0) session.link(step);
      }}
      onDoubleClick={(event) => event.stopPropagation()}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => begin.current !== null && end(true)}
      onPointerCancel={() => end(false)}
    >
      <IconArrowForwardUp size={15} aria-hidden="true" />
      {drag !== null && (
        <svg className={classes.rubber} aria-hidden="true">
          <path d={`M0,0 C0,-40 ${drag.x},${drag.y - 40} ${drag.x},${drag.y}`} />
          <circle cx={drag.x} cy={drag.y} r="4" />
        </svg>
      )}
    </button>
  );
}
