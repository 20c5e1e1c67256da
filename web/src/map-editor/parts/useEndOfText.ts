import { addCard } from "../commands/add-card";
import { documentOf, gridNow } from "../commands/selection";
import { type Editor, useEditor } from "../context";
import { neighbour } from "../layout/navigate";
import { isCellLike } from "../layout/region";
import type { Target } from "../layout/target";
import type { EndOfText } from "./InlineText";

/** Goes on from a finished text as in a spreadsheet; `from` is the thing that was written, as it is now. */
export function goOn(editor: Editor, from: Target, next: EndOfText): void {
  const { session } = editor;
  session.select(from, { focus: true });
  if (next === "another" && addCard.enabled(editor)) {
    addCard.run(editor);
    return;
  }
  const way = next === "down" && isCellLike(from) ? "down" : next === "previous" ? "previous" : "next";
  if (next === "stay" || next === "another" || (next === "down" && way !== "down")) return;
  session.select(neighbour(documentOf(editor), gridNow(editor), from, way), { focus: true });
}

/** Where the editor goes when a text is finished: nowhere, down, or on to the next cell. */
export function useEndOfText(target: Target): (next: EndOfText) => void {
  const editor = useEditor();
  const { session } = editor;
  return (next) => {
    if (session.getState().editing !== target) return;
    if (next === "leave") session.leaveEdit();
    else if (next === "stay") session.endEdit();
    else goOn(editor, target, next);
  };
}
