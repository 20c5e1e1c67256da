/** Dragging things on the map by mouse. Every drag has a way without a mouse: pick up, the move commands, the inspector. */
import { combine } from "@atlaskit/pragmatic-drag-and-drop/combine";
import { draggable, dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { type RefObject, useEffect } from "react";
import { draggedWith } from "../commands/pick-up";
import { documentOf } from "../commands/selection";
import { change, type Editor, useEditor } from "../context";
import { accepts, dropped } from "../layout/drop";
import { isTarget, type Target } from "../layout/target";

/** Along which side things are put in; `into`: into the zone as a whole. */
export type DropAxis = "x" | "y" | "into";

interface Point {
  readonly clientX: number;
  readonly clientY: number;
}

/** A thing of the map that what is dragged would be put down at. */
interface Zone {
  readonly element: HTMLElement;
  readonly target: Target;
  readonly after: boolean;
}

/** What a thing wears to be dropped on and, where it is `movable`, to be dragged with all that is selected with it. */
export const dragMarks = (axis: DropAxis, movable: boolean) => ({
  "data-zone": axis,
  draggable: movable || undefined,
});

const heldIn = (data: Record<string | symbol, unknown>): readonly Target[] =>
  Array.isArray(data.targets)
    ? data.targets.filter((one): one is Target => typeof one === "string" && isTarget(one))
    : [];

function isAfter(element: HTMLElement, { clientX, clientY }: Point): boolean {
  const { zone } = element.dataset;
  if (zone === "into") return true;
  const box = element.getBoundingClientRect();
  return zone === "x" ? clientX > box.left + box.width / 2 : clientY > box.top + box.height / 2;
}

/** The innermost thing under the pointer that takes all that is held. */
function zoneUnder(editor: Editor, held: readonly Target[], point: Point): Zone | null {
  const map = documentOf(editor);
  let element = document.elementFromPoint(point.clientX, point.clientY)?.closest<HTMLElement>("[data-zone]");
  while (element) {
    const { target } = element.dataset;
    if (isTarget(target) && accepts(map, held, target))
      return { element, target, after: isAfter(element, point) };
    element = element.parentElement?.closest<HTMLElement>("[data-zone]");
  }
  return null;
}

/** Shows at which thing, and on which side of it, what is dragged would be put down. */
class Mark {
  private element: HTMLElement | null = null;

  show(zone: Zone | null): void {
    if (this.element !== null && this.element !== zone?.element) delete this.element.dataset.drop;
    this.element = zone?.element ?? null;
    if (zone === null) return;
    zone.element.dataset.drop =
      zone.element.dataset.zone === "into" ? "into" : zone.after ? "after" : "before";
  }
}

function dropsOn(poster: HTMLElement, editor: Editor): () => void {
  const mark = new Mark();
  return dropTargetForElements({
    element: poster,
    canDrop: ({ source }) => heldIn(source.data).length > 0,
    onDrag: ({ source, location }) =>
      mark.show(zoneUnder(editor, heldIn(source.data), location.current.input)),
    onDragLeave: () => mark.show(null),
    onDrop: ({ source, location }) => {
      const held = heldIn(source.data);
      const zone = zoneUnder(editor, held, location.current.input);
      mark.show(null);
      if (zone === null) return;
      change(editor, dropped(documentOf(editor), held, { over: zone.target, after: zone.after }));
    },
  });
}

/** Makes a thing draggable in the moment in which its drag begins. */
function dragsFrom(poster: HTMLElement, editor: Editor): () => void {
  let forget = () => {};
  const onStart = ({ target: element }: DragEvent) => {
    forget();
    const target = element instanceof HTMLElement && element.draggable ? element.dataset.target : undefined;
    if (!(element instanceof HTMLElement) || !isTarget(target)) return;
    const stop = draggable({
      element,
      getInitialData: () => ({ targets: draggedWith(editor, target) }),
      onDrop: () => forget(),
    });
    forget = () => {
      forget = () => {};
      stop();
      element.draggable = true;
    };
  };
  poster.addEventListener("dragstart", onStart, true);
  return () => {
    poster.removeEventListener("dragstart", onStart, true);
    forget();
  };
}

/** Dragging on the poster, watched once for all of its things: thousands of cells cost nothing until one drags. */
export function usePosterDrag(view: RefObject<HTMLElement | null>): void {
  const editor = useEditor();
  useEffect(() => {
    const poster = view.current;
    if (poster === null || editor.readOnly) return;
    return combine(dragsFrom(poster, editor), dropsOn(poster, editor));
  }, [editor, view]);
}
