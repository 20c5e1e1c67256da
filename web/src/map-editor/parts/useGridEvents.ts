/** Mouse and keys on the poster, handled once for all of its cells. */
import type { KeyboardEvent, MouseEvent } from "react";
import { LANES_WITHOUT_CARDS } from "@/map-model";
import { isPressed } from "../commands";
import { addCard } from "../commands/add-card";
import { moveHeld, putBack, putDown } from "../commands/pick-up";
import { selectedLane } from "../commands/selection";
import { extendTo, toggleSelected, WALKS } from "../commands/walk";
import { type Editor, useEditor } from "../context";
import type { Way } from "../layout/navigate";
import { kindOf, targetOf } from "../layout/target";
import { targetsOf } from "../session";
import { isTyping, targetUnder } from "./under";

const ARROWS: Readonly<Record<string, Way>> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};
/** Characters that are commands, or scroll. */
const NO_TEXT = new Set([" ", "?", "+", "-", "!"]);

/** Whether a key press is the first character of a text. */
const isCharacter = (event: KeyboardEvent): boolean =>
  event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey && !NO_TEXT.has(event.key);

const inEmotion = (editor: Editor): boolean => selectedLane(editor)?.kind === "emotion";

/** Typing onto a focused thing begins to write it, where it has a text. */
function onCharacter(editor: Editor, character: string): boolean {
  const { session, readOnly } = editor;
  const { selected } = session.getState();
  const lane = selectedLane(editor);
  const kind = kindOf(selected);
  if (readOnly || kind === "map" || kind === "persona" || kind === "link") return false;
  const inCell = kind === "cell" || kind === "card";
  if (inCell && lane !== null && (lane.kind === "emotion" || LANES_WITHOUT_CARDS.has(lane.kind)))
    return false;
  if (lane !== null) session.collapse([targetOf("lane", lane.id)], false);
  session.edit(selected, { typed: character });
  return true;
}

/** While something is held, the keys move it; any other key leaves it held. */
function onHeldKey(editor: Editor, event: KeyboardEvent): void {
  const way = ARROWS[event.key];
  if (way !== undefined) moveHeld(editor, way);
  else if (event.key === "Enter" || event.key === " ") putDown(editor);
  else if (event.key === "Escape" || event.key === "Tab") putBack(editor);
  else return;
  event.preventDefault();
}

/** Whether a key belongs to a command here: Shift with an arrow moves a point of the curve. */
const isCommandHere = (editor: Editor, event: KeyboardEvent): boolean =>
  event.shiftKey &&
  !event.ctrlKey &&
  !event.metaKey &&
  (event.key === "ArrowUp" || event.key === "ArrowDown") &&
  inEmotion(editor) &&
  kindOf(editor.session.getState().selected) === "card";

function onKeyDown(editor: Editor, event: KeyboardEvent): void {
  if (isTyping(event) || event.nativeEvent.isComposing) return;
  if (editor.session.getState().held !== null) {
    onHeldKey(editor, event);
    return;
  }
  if (isCommandHere(editor, event)) return;
  const walk = WALKS.find(({ keys }) => keys.some((one) => isPressed(one, event)));
  if (walk?.run(editor) || (isCharacter(event) && onCharacter(editor, event.key))) event.preventDefault();
}

/** Points of the curve have no text of their own to write; a click only selects them. */
const isPoint = (event: MouseEvent): boolean =>
  event.target instanceof Element && event.target.closest("[role='slider']") !== null;
const isAdd = (event: MouseEvent): boolean =>
  event.target instanceof Element && event.target.closest("[data-action='add']") !== null;

function onClick(editor: Editor, event: MouseEvent): void {
  const { session, readOnly } = editor;
  const target = targetUnder(event.target);
  if (target === null || isTyping(event) || event.defaultPrevented) return;
  const before = session.getState();
  if (event.shiftKey && extendTo(editor, target)) return;
  if (event.ctrlKey || event.metaKey) {
    toggleSelected(editor, target);
    return;
  }
  const wasAlone = before.selected === target && before.range.length === 0;
  // A range that was just drawn with the mouse ends in a click on its last cell.
  if (before.range.length > 0 && before.head === target && before.selected !== target && !isAdd(event))
    return;
  session.select(target);
  if (isAdd(event)) addCard.run(editor);
  else if (wasAlone && !readOnly && kindOf(target) !== "cell" && !isPoint(event)) session.edit(target);
}

export function useGridEvents() {
  const editor = useEditor();
  const { session, readOnly } = editor;
  return {
    onClick: (event: MouseEvent) => onClick(editor, event),
    onDoubleClick: (event: MouseEvent) => {
      const target = targetUnder(event.target);
      if (target === null || isTyping(event) || readOnly || isPoint(event)) return;
      session.select(target);
      if (kindOf(target) === "cell") addCard.run(editor);
      else session.edit(target);
    },
    onContextMenu: (event: MouseEvent) => {
      const target = targetUnder(event.target);
      if (target === null || isTyping(event) || readOnly) return;
      event.preventDefault();
      if (!targetsOf(session.getState()).includes(target)) session.select(target);
      session.openMenu(target, event.clientX, event.clientY);
    },
    onKeyDown: (event: KeyboardEvent) => onKeyDown(editor, event),
  };
}
