/** Copying, cutting and pasting for whoever asks: keys, menu or palette. */
import type { Change } from "@/map-model";
import { documentOf, gridNow } from "../commands/selection";
import { change, type Editor } from "../context";
import { cleared, wholePlaces } from "../layout/clear";
import { type Target, THE_MAP } from "../layout/target";
import { targetsOf } from "../session";
import { type Block, heightOf, textPiece, widthOfBlock } from "./block";
import { copied } from "./copy";
import { growthFor, type Pasted, type PasteNames, planPaste } from "./paste";
import { blockOn } from "./read";
import { toHtml, toTsv } from "./write";

export const namesOf = ({ t }: Editor): PasteNames => ({
  step: t("new.step"),
  lane: t("new.lane"),
  importance: Object.fromEntries(
    (["low", "medium", "high"] as const).map((one) => [t(`importance.${one}`).toLowerCase(), one]),
  ),
});

const selectedBlock = (editor: Editor): Block | null => {
  const document = documentOf(editor);
  return copied(document, gridNow(editor), wholePlaces(document, targetsOf(editor.session.getState())));
};

/** Lays what is selected on the clipboard; `false` when nothing that can be copied is. */
export function copyTo(editor: Editor, data: DataTransfer): boolean {
  const block = selectedBlock(editor);
  if (block === null) return false;
  data.setData("text/html", toHtml(block));
  data.setData("text/plain", toTsv(block));
  editor.session.say(
    editor.t(block.as === "cards" ? "clipboard.copiedCards" : "clipboard.copiedCells", {
      count: block.rows.length,
      rows: heightOf(block),
      columns: widthOfBlock(block),
    }),
  );
  return true;
}

/** Empties what is selected, as one edit. */
export function clearSelected(editor: Editor, label: string): boolean {
  const operations = cleared(documentOf(editor), gridNow(editor), targetsOf(editor.session.getState()));
  return makeBatch(editor, operations, label);
}

/** One edit of many changes; nothing where there are none. */
export function makeBatch(editor: Editor, operations: readonly Change[], label: string): boolean {
  const [only] = operations;
  if (only === undefined) return false;
  return change(editor, operations.length === 1 ? only : { do: "batch", operations, label });
}

export function cutTo(editor: Editor, data: DataTransfer): boolean {
  if (editor.readOnly || !copyTo(editor, data)) return false;
  const { session } = editor;
  const before = session.getState();
  const [first] = wholePlaces(documentOf(editor), targetsOf(before));
  const card = documentOf(editor).cards[before.selected.slice("card:".length)];
  if (clearSelected(editor, "cut")) {
    const cell = card === undefined ? first : (`cell:${card.lane}/${card.step}` as const);
    if (before.range.length === 0 && cell !== undefined) session.select(cell, { focus: true });
  }
  return true;
}

/** Pastes what a clipboard holds; a block that is larger than the map is asked about first. */
export function pasteFrom(
  editor: Editor,
  data: { html: string; text: string },
  { plain = false } = {},
): boolean {
  if (editor.readOnly) return false;
  const { session } = editor;
  const at = session.getState().selected;
  if (at === THE_MAP) return false;
  const block = plain ? plainBlock(data.text) : blockOn(data);
  if (block === null) return false;
  const growth = growthFor(documentOf(editor), gridNow(editor), block, at);
  if (growth === null) {
    editor.host.tell(editor.t("clipboard.noPlace"), { problem: true });
    return true;
  }
  if (growth.steps + growth.lanes > 0) session.askToPaste({ block, at, growth });
  else pasteBlock(editor, { block, at, grow: false });
  return true;
}

/** A text as one card, as it is. */
function plainBlock(text: string): Block | null {
  const trimmed = text.replaceAll("\r\n", "\n").trim();
  if (trimmed === "") return null;
  const piece = { ...textPiece(trimmed), cards: [{ text: trimmed }] };
  return { rows: [[piece]], headRow: false, headColumn: false, lanes: [], map: "", as: "cards" };
}

export function pasteBlock(
  editor: Editor,
  { block, at, grow }: { block: Block; at: Target; grow: boolean },
): void {
  const plan = planPaste(documentOf(editor), gridNow(editor), block, { at, grow, names: namesOf(editor) });
  if (plan.changes.length > 0 && !makeBatch(editor, plan.changes, "paste")) return;
  showPasted(editor, plan, "clipboard.pasted");
}

/** Selects what was written and tells what became of the rest. */
export function showPasted(
  editor: Editor,
  plan: Pasted,
  message: "clipboard.pasted" | "clipboard.filled",
): void {
  const { t, host, session } = editor;
  const [first] = plan.written;
  if (first !== undefined) {
    // The view stays where one pasted, however far the block reaches.
    session.selectRange(first, plan.written, { focus: true });
    session.say(t(message, { count: plan.written.length }));
  }
  const words = [...plan.misfits].map(([misfit, count]) => t(`clipboard.misfit.${misfit}`, { count }));
  if (plan.scale === "1..5" || plan.scale === "1..10")
    words.unshift(t(`clipboard.scale.${plan.scale === "1..5" ? "five" : "ten"}`));
  if (words.length > 0)
    host.tell(words.join(" "), { problem: plan.misfits.size > 0, undo: plan.changes.length > 0 });
}
