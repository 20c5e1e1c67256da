/** Dragging by keyboard: pick up, go with the arrows, put down. */
import { IconHandGrab } from "@tabler/icons-react";
import { change, type Editor } from "../context";
import { accepts, dropped, inMapOrder, isAfter } from "../layout/drop";
import { cardsAt } from "../layout/grid";
import { neighbour, type Way } from "../layout/navigate";
import { idOf, kindOf, placeOf, type Target } from "../layout/target";
import { targetsOf } from "../session";
import type { EditorCommand } from "./command";
import { documentOf, gridNow, selectedOf } from "./selection";

const MOVABLE = new Set(["stage", "step", "lane", "card"]);

/** What is dragged with a thing: everything selected that is of its kind, where it is selected too. */
export function draggedWith(editor: Editor, target: Target): readonly Target[] {
  const document = documentOf(editor);
  const selected = targetsOf(editor.session.getState());
  const things = kindOf(target) === "card" ? selected.flatMap((one) => cardsIn(editor, one)) : selected;
  const alike = [...new Set(things)].filter((one) => kindOf(one) === kindOf(target));
  return alike.length > 1 && alike.includes(target) ? inMapOrder(document, alike) : [target];
}

function cardsIn(editor: Editor, target: Target): Target[] {
  if (kindOf(target) !== "cell") return [target];
  const { lane, step } = placeOf(target);
  const cards = cardsAt(gridNow(editor), lane, step);
  return cards.map(({ id }): Target => `card:${id}`);
}

/** A thing on the map in words. */
export function nameOf(editor: Editor, target: Target): string {
  const map = documentOf(editor);
  const id = idOf(target);
  const card = map.cards[id];
  const { lane, step } = card ?? placeOf(target);
  const place = editor.t("label.cell", {
    lane: map.lanes[lane]?.title ?? "",
    step: map.steps[step]?.title ?? "",
  });
  if (card !== undefined) return card.text === "" ? place : `${card.text.slice(0, 80)} (${place})`;
  if (kindOf(target) === "cell") return place;
  return (map.stages[id] ?? map.steps[id] ?? map.lanes[id])?.title ?? "";
}

/** Moves what is held on to the next thing in that direction that takes it. */
export function moveHeld(editor: Editor, way: Way): void {
  const { session, t } = editor;
  const { held } = session.getState();
  if (held === null) return;
  const map = documentOf(editor);
  const grid = gridNow(editor);
  let at = held.over;
  for (;;) {
    const next = neighbour(map, grid, at, way);
    if (next === at) return;
    at = next;
    const [first] = held.targets;
    if (first === at) {
      session.hold({ ...held, over: at });
      session.say(t("held.back"));
      return;
    }
    if (!accepts(map, held.targets, at)) continue;
    const after = isAfter(map, held.targets, at);
    session.hold({ ...held, over: at, after });
    const side = kindOf(at) === "cell" ? "into" : after ? "after" : "before";
    session.say(t(`held.${side}`, { name: nameOf(editor, at) }));
    return;
  }
}

export function putDown(editor: Editor): void {
  const { session, t } = editor;
  const { held } = session.getState();
  if (held === null) return;
  session.hold(null);
  const edit = dropped(documentOf(editor), held.targets, held);
  if (edit === null || !change(editor, edit)) {
    putBack(editor);
    return;
  }
  const [first = held.over] = held.targets;
  session.selectRange(first, held.targets, { focus: true });
  session.say(t("held.done", { count: held.targets.length }));
}

/** Ends without a move. */
export function putBack(editor: Editor): void {
  editor.session.hold(null);
  editor.session.say(editor.t("held.cancelled"));
}

/** What is picked up: the selected things; of cells, their cards. */
function takenUp(editor: Editor): readonly Target[] {
  const selected = selectedOf(editor);
  if (MOVABLE.has(kindOf(selected))) return draggedWith(editor, selected);
  if (kindOf(selected) !== "cell") return [];
  const cards = targetsOf(editor.session.getState()).flatMap((one) => cardsIn(editor, one));
  return inMapOrder(
    documentOf(editor),
    cards.filter((one) => kindOf(one) === "card"),
  );
}

export const pickUp: EditorCommand = {
  id: "pickUp",
  group: "move",
  icon: IconHandGrab,
  keys: ["Space"],
  menu: ["stage", "step", "lane", "card", "cell"],
  enabled: (editor) => !editor.readOnly && takenUp(editor).length > 0,
  run: (editor) => {
    const { session, t } = editor;
    const selected = selectedOf(editor);
    const targets = takenUp(editor);
    session.hold({ targets, over: selected, after: false });
    session.say(t("held.taken", { count: targets.length, name: nameOf(editor, targets[0] ?? selected) }));
  },
};
