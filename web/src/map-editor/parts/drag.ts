/** Dragging things on the map by mouse. Every drag has a way without a mouse: pick up, the move commands, the inspector. */
import { combine } from "@atlaskit/pragmatic-drag-and-drop/combine";
import { draggable, dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { type RefObject, useEffect } from "react";
import { draggedWith } from "../commands/pick-up";
import { documentOf } from "../commands/selection";
import { change, type Editor, useEditor } from "../context";
import { accepts, dropped } from "../layout/drop";
import { isTarget, type Target } from "../layout/target";

/** Along which side things are put in; `null`: into the zone as a whole. */
export type DropAxis = "x" | "y" | null;

const heldIn = (data: Record<string | symbol, unknown>): readonly Target[] =>
  Array.isArray(data.targets)
    ? data.targets.filter((one): one is Target => typeof one === "string" && isTarget(one))
    : [];

function isAfter(element: Element, axis: DropAxis, clientX: number, clientY: number): boolean {
  if (axis === null) return true;
  const box = element.getBoundingClientRect();
  return axis === "x" ? clientX > box.left + box.width / 2 : clientY > box.top + box.height / 2;
}

function show(element: HTMLElement, place: string | null): void {
  if (place === null) delete element.dataset.drop;
  else element.dataset.drop = place;
}

function zone(editor: Editor, element: HTMLElement, target: Target, axis: DropAxis) {
  return dropTargetForElements({
    element,
    canDrop: ({ source }) => accepts(documentOf(editor), heldIn(source.data), target),
    onDrag: ({ location }) => {
      const { clientX, clientY } = location.current.input;
      if (location.current.dropTargets[0]?.element !== element) show(element, null);
      else if (axis === null) show(element, "into");
      else show(element, isAfter(element, axis, clientX, clientY) ? "after" : "before");
    },
    onDragLeave: () => show(element, null),
    onDrop: ({ source, location }) => {
      show(element, null);
      if (location.current.dropTargets[0]?.element !== element) return;
      const { clientX, clientY } = location.current.input;
      const drop = { over: target, after: isAfter(element, axis, clientX, clientY) };
      change(editor, dropped(documentOf(editor), heldIn(source.data), drop));
    },
  });
}

/** Makes a thing something to drag, with all that is selected with it, and something to drop on. */
export function useDrag(
  ref: RefObject<HTMLElement | null>,
  { target, axis, movable }: { target: Target; axis: DropAxis; movable: boolean },
): void {
  const editor = useEditor();
  useEffect(() => {
    const element = ref.current;
    if (element === null || editor.readOnly) return;
    const drag = movable
      ? [draggable({ element, getInitialData: () => ({ targets: draggedWith(editor, target) }) })]
      : [];
    return combine(...drag, zone(editor, element, target, axis));
  }, [ref, editor, target, axis, movable]);
}
