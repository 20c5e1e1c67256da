import { IconTrash } from "@tabler/icons-react";
import type { Editor } from "../context";
import { change } from "../context";
import { removeTarget } from "../layout/edits";
import { gridOf } from "../layout/grid";
import { neighbour } from "../layout/navigate";
import { cellOf, idOf, kindOf, type Target, THE_MAP, targetOf } from "../layout/target";
import type { EditorCommand } from "./command";
import { documentOf, selectedOf } from "./selection";

/** What is selected once the thing is gone: what stood beside it. */
function selectedAfter(editor: Editor, target: Target): Target {
  const document = documentOf(editor);
  const card = document.cards[idOf(target)];
  if (kindOf(target) === "card" && card !== undefined) return cellOf(card.lane, card.step);
  const link = document.links[idOf(target)];
  if (kindOf(target) === "link" && link !== undefined) return targetOf("step", link.source);
  if (kindOf(target) === "persona") return THE_MAP;
  const grid = gridOf(document);
  for (const way of kindOf(target) === "lane" ? (["down", "up"] as const) : (["left", "right"] as const)) {
    const beside = neighbour(document, grid, target, way);
    if (beside !== target) return beside;
  }
  return THE_MAP;
}

export const remove: EditorCommand = {
  id: "remove",
  group: "edit",
  icon: IconTrash,
  keys: ["Delete", "Backspace"],
  menu: ["stage", "step", "lane", "card", "persona", "link"],
  enabled: (editor) => !editor.readOnly && !["map", "cell"].includes(kindOf(selectedOf(editor))),
  run: (editor) => {
    const target = selectedOf(editor);
    const beside = selectedAfter(editor, target);
    if (!change(editor, removeTarget(target))) return;
    editor.session.select(beside, { focus: true });
    editor.host.tell(editor.t(`removed.${kindOf(target)}`), { undo: true });
  },
};
