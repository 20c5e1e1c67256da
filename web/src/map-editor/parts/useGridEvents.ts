/** Mouse and keys on the poster, handled once for all of its cells. */
import type { KeyboardEvent, MouseEvent } from "react";
import { LANES_WITHOUT_CARDS } from "@/map-model";
import { addCard } from "../commands/add-card";
import { selectedLane } from "../commands/selection";
import { type Editor, useEditor } from "../context";
import { gridOf } from "../layout/grid";
import { type Direction, neighbour } from "../layout/navigate";
import { isTarget, kindOf, type Target, targetOf } from "../layout/target";

const ARROWS: Readonly<Record<string, Direction>> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
  Home: "home",
  End: "end",
};

const targetUnder = (event: { target: EventTarget }): Target | null => {
  const element = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-target]") : null;
  return isTarget(element?.dataset.target) ? element.dataset.target : null;
};
const isTyping = (event: { target: EventTarget }): boolean =>
  event.target instanceof Element && event.target.closest("textarea, input, select") !== null;

/** Whether a key press is the first character of a text. */
const isCharacter = (event: KeyboardEvent): boolean =>
  event.key.length === 1 &&
  !event.ctrlKey &&
  !event.metaKey &&
  !event.altKey &&
  event.key !== " " &&
  event.key !== "?" &&
  event.key !== "+" &&
  event.key !== "-";

function onArrow(editor: Editor, direction: Direction): void {
  const { session, live } = editor;
  const { document } = live.getState();
  const grid = gridOf(document);
  const first = grid.spans[0];
  const from = session.getState().selected;
  const outside = kindOf(from) === "map" || kindOf(from) === "persona";
  if (outside && first !== undefined) session.select(targetOf("stage", first.stage.id), { focus: true });
  else session.select(neighbour(document, grid, from, direction), { focus: true });
}

/** Typing onto a focused thing begins to write it, where it has a text. */
function onCharacter(editor: Editor, character: string): boolean {
  const { session, readOnly } = editor;
  const { selected } = session.getState();
  const lane = selectedLane(editor);
  const kind = kindOf(selected);
  if (readOnly || kind === "map" || kind === "persona") return false;
  const inCell = kind === "cell" || kind === "card";
  if (inCell && lane !== null && (lane.kind === "emotion" || LANES_WITHOUT_CARDS.has(lane.kind)))
    return false;
  session.edit(selected, { typed: character });
  return true;
}

export function useGridEvents() {
  const editor = useEditor();
  const { session, readOnly } = editor;
  return {
    onClick: (event: MouseEvent) => {
      const target = targetUnder(event);
      if (target === null || isTyping(event)) return;
      const wasSelected = session.getState().selected === target;
      session.select(target);
      const action = event.target instanceof Element && event.target.closest("[data-action='add']") !== null;
      if (action) addCard.run(editor);
      else if (wasSelected && !readOnly && kindOf(target) !== "cell" && !isPoint(event)) session.edit(target);
    },
    onDoubleClick: (event: MouseEvent) => {
      const target = targetUnder(event);
      if (target === null || isTyping(event) || readOnly || isPoint(event)) return;
      session.select(target);
      if (kindOf(target) === "cell") addCard.run(editor);
      else session.edit(target);
    },
    onContextMenu: (event: MouseEvent) => {
      const target = targetUnder(event);
      if (target === null || isTyping(event) || readOnly) return;
      event.preventDefault();
      session.openMenu(target, event.clientX, event.clientY);
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (isTyping(event)) return;
      const direction = ARROWS[event.key];
      const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
      if (direction !== undefined && plain) onArrow(editor, direction);
      else if (!isCharacter(event) || !onCharacter(editor, event.key)) return;
      event.preventDefault();
    },
  };
}

/** Points of the curve have no text of their own to write; a click only selects them. */
const isPoint = (event: MouseEvent): boolean =>
  event.target instanceof Element && event.target.closest("[role='slider']") !== null;
