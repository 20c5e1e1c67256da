/** Dragging things on the map. Every drag has a way without dragging: the move commands and the inspector. */
import { combine } from "@atlaskit/pragmatic-drag-and-drop/combine";
import { draggable, dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { type RefObject, useEffect, useRef } from "react";
import { isTarget, type Target } from "../layout/target";

export interface DropZone {
  /** Along which side things are put in; `null`: into the zone as a whole. */
  readonly axis: "x" | "y" | null;
  readonly accepts: (source: Target) => boolean;
  readonly onDrop: (source: Target, after: boolean) => void;
}

const sourceOf = (data: Record<string | symbol, unknown>): Target | null => {
  const target = data.target;
  return typeof target === "string" && isTarget(target) ? target : null;
};

function isAfter(element: Element, axis: "x" | "y" | null, clientX: number, clientY: number): boolean {
  if (axis === null) return true;
  const box = element.getBoundingClientRect();
  return axis === "x" ? clientX > box.left + box.width / 2 : clientY > box.top + box.height / 2;
}

/** Makes an element something to drag (`source`), to drop on (`zone`), or both. */
export function useDrag(
  ref: RefObject<HTMLElement | null>,
  { source, zone }: { source: Target | null; zone: DropZone | null },
): void {
  const latest = useRef(zone);
  latest.current = zone;
  const isZone = zone !== null;
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const show = (place: string | null) => {
      if (place === null) delete element.dataset.drop;
      else element.dataset.drop = place;
    };
    const drag = source === null ? [] : [draggable({ element, getInitialData: () => ({ target: source }) })];
    const drop = !isZone
      ? []
      : [
          dropTargetForElements({
            element,
            canDrop: ({ source: dragged }) => {
              const from = sourceOf(dragged.data);
              return from !== null && from !== source && (latest.current?.accepts(from) ?? false);
            },
            onDrag: ({ location }) => {
              const axis = latest.current?.axis ?? null;
              const { clientX, clientY } = location.current.input;
              const innermost = location.current.dropTargets[0]?.element === element;
              show(
                !innermost
                  ? null
                  : axis === null
                    ? "into"
                    : isAfter(element, axis, clientX, clientY)
                      ? "after"
                      : "before",
              );
            },
            onDragLeave: () => show(null),
            onDrop: ({ source: dragged, location }) => {
              show(null);
              const from = sourceOf(dragged.data);
              if (from === null || location.current.dropTargets[0]?.element !== element) return;
              const { clientX, clientY } = location.current.input;
              latest.current?.onDrop(from, isAfter(element, latest.current.axis, clientX, clientY));
            },
          }),
        ];
    return combine(...drag, ...drop);
  }, [ref, source, isZone]);
}
