import { IconTrash } from "@tabler/icons-react";
import { clearSelected } from "../clipboard/clipboard";
import type { Editor } from "../context";
import { cleared } from "../layout/clear";
import { neighbour } from "../layout/navigate";
import { cellOf, idOf, type Kind, kindOf, type Target, THE_MAP } from "../layout/target";
import { targetsOf } from "../session";
import type { EditorCommand } from "./command";
import { documentOf, gridNow, selectedOf } from "./selection";

/** What is selected once the thing is gone: what stood beside it. */
function selectedAfter(editor: Editor, target: Target, gone: readonly Target[]): Target {
  const document = documentOf(editor);
  const card = document.cards[idOf(target)];
  if (kindOf(target) === "cell") return target;
  if (kindOf(target) === "card" && card !== undefined) return cellOf(card.lane, card.step);
  if (kindOf(target) === "persona" || kindOf(target) === "link") return THE_MAP;
  const grid = gridNow(editor);
  for (const way of kindOf(target) === "lane" ? (["down", "up"] as const) : (["right", "left"] as const)) {
    let beside = target;
    let next = neighbour(document, grid, beside, way);
    while (next !== beside && gone.includes(next)) {
      beside = next;
      next = neighbour(document, grid, beside, way);
    }
    if (!gone.includes(next)) return next;
  }
  return THE_MAP;
}

const RANGES = new Set<Kind>(["card", "cell"]);

export const remove: EditorCommand = {
  id: "remove",
  group: "edit",
  icon: IconTrash,
  keys: ["Delete", "Backspace"],
  menu: ["stage", "step", "lane", "card", "cell", "persona"],
  enabled: (editor) =>
    !editor.readOnly &&
    cleared(documentOf(editor), gridNow(editor), targetsOf(editor.session.getState())).length > 0,
  run: (editor) => {
    const { session, host, t } = editor;
    const target = selectedOf(editor);
    const targets = targetsOf(session.getState());
    const { range } = session.getState();
    const beside = selectedAfter(editor, target, targets);
    const count = cleared(documentOf(editor), gridNow(editor), targets).length;
    if (!clearSelected(editor, "remove")) return;
    const keepsRange = range.length > 0 && RANGES.has(kindOf(beside));
    if (keepsRange)
      session.selectRange(
        beside,
        range.filter((one) => kindOf(one) !== "card"),
        { focus: true },
      );
    else session.select(beside, { focus: true });
    const one = range.length === 0 && kindOf(target) !== "cell";
    host.tell(one ? t(`removed.${kindOf(target)}`) : t("removed.several", { count }), { undo: true });
  },
};
