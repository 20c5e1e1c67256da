/** Selecting a range by dragging over cells, and filling by dragging the handle at its corner. */
import { monitorForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { type RefObject, useEffect } from "react";
import { fillWith, selectedRegion } from "../commands/fill";
import { documentOf, gridNow } from "../commands/selection";
import { extendTo } from "../commands/walk";
import { type Editor, useEditor } from "../context";
import { positionOf } from "../layout/navigate";
import { type Region, targetsIn } from "../layout/region";
import { kindOf, type Target } from "../layout/target";
import { AutoScroll } from "./auto-scroll";
import { isTyping, targetUnder } from "./under";

/** The cell under a point, whatever card lies on it. */
function cellUnder(
  editor: Editor,
  { clientX, clientY }: { clientX: number; clientY: number },
): Target | null {
  const target = targetUnder(document.elementFromPoint(clientX, clientY));
  const card = target === null ? undefined : documentOf(editor).cards[target.slice("card:".length)];
  return card === undefined ? target : `cell:${card.lane}/${card.step}`;
}

/** A drag begins in the free room of a cell: a card is dragged itself, a button pressed. */
function beginsRange(event: PointerEvent): boolean {
  if (event.button !== 0 || event.pointerType === "touch" || isTyping(event)) return false;
  if (event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return false;
  const target = targetUnder(event.target);
  const isButton = event.target instanceof Element && event.target.closest("button") !== null;
  return target !== null && kindOf(target) === "cell" && !isButton;
}

const isHandle = (event: PointerEvent): boolean =>
  event.target instanceof Element && event.target.closest("[data-fill]") !== null;

/** The wider of the two directions: a fill goes along rows or columns, never both. */
function stretched(source: Region, { row, column }: { row: number; column: number }): Region {
  const down = Math.max(row - source.bottom, source.top - row, 0);
  const across = Math.max(column - source.right, source.left - column, 0);
  if (down >= across)
    return { ...source, top: Math.min(source.top, row), bottom: Math.max(source.bottom, row) };
  return { ...source, left: Math.min(source.left, column), right: Math.max(source.right, column) };
}

const prevent = (event: Event): void => event.preventDefault();

function onPointer(editor: Editor, view: HTMLElement, down: PointerEvent): (() => void) | null {
  const filling = isHandle(down) ? selectedRegion(editor) : null;
  const from = filling === null && beginsRange(down) ? targetUnder(down.target) : null;
  if (filling === null && from === null) return null;
  let whole = filling;
  let moved = false;
  const follow = (pointer: { clientX: number; clientY: number }) => {
    const target = cellUnder(editor, pointer);
    if (target === null || (target === from && !moved)) return;
    if (from !== null) {
      if (!moved) editor.session.select(from, { focus: true });
      moved = true;
      extendTo(editor, target);
      return;
    }
    const place = positionOf(documentOf(editor), gridNow(editor), target);
    if (filling === null || place === null) return;
    whole = stretched(filling, place);
    editor.session.showFill(targetsIn(gridNow(editor), whole));
  };
  const scroll = new AutoScroll(view, follow);
  const onMove = (event: PointerEvent) => {
    scroll.follow(event);
    follow(event);
  };
  const end = () => {
    scroll.end();
    document.removeEventListener("selectstart", prevent);
    window.removeEventListener("pointermove", onMove);
    window.removeEventListener("pointerup", finish);
    window.removeEventListener("pointercancel", end);
    editor.session.showFill([]);
  };
  const finish = () => {
    end();
    if (filling !== null && whole !== null) fillWith(editor, { source: filling, whole });
  };
  // The press itself stays as it is, for it moves the focus; only no text is marked on the way.
  document.addEventListener("selectstart", prevent);
  window.addEventListener("pointermove", onMove);
  window.addEventListener("pointerup", finish);
  window.addEventListener("pointercancel", end);
  return end;
}

export function useMouseRange(view: RefObject<HTMLElement | null>): void {
  const editor = useEditor();
  useEffect(() => {
    const element = view.current;
    if (element === null) return;
    let end: (() => void) | null = null;
    const onDown = (event: PointerEvent) => {
      end = onPointer(editor, element, event);
    };
    element.addEventListener("pointerdown", onDown);
    const scroll = new AutoScroll(element);
    const stopMonitor = monitorForElements({
      onDrag: ({ location }) => scroll.follow(location.current.input),
      onDrop: () => scroll.end(),
    });
    return () => {
      element.removeEventListener("pointerdown", onDown);
      end?.();
      scroll.end();
      stopMonitor();
    };
  }, [editor, view]);
}
