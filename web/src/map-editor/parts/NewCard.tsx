import { useRef } from "react";
import { useLiveState } from "@/live";
import { change, useEditor } from "../context";
import { addCard, removeTarget, setFields } from "../layout/edits";
import { cellOf, targetOf } from "../layout/target";
import { InlineText } from "./InlineText";
import { goOn } from "./useEndOfText";

/** The card that is written in one go; while it is, it shows as text in work and not as a card. */
export const newCardOf = (writing: string): string => `crd_${writing.slice(writing.indexOf("_") + 1)}`;

/** A card that comes to be with its first words. */
export function NewCard({ lane, step }: { lane: string; step: string }) {
  const editor = useEditor();
  const { current: merge } = useRef(editor.session.getState().writing);
  const id = newCardOf(merge);
  const target = cellOf(lane, step);
  const exists = () => editor.live.getState().document.cards[id] !== undefined;
  const written = useLiveState(({ document }) => document.cards[id]?.text ?? "");
  const write = (text: string, base: string) => {
    const { document } = editor.live.getState();
    if (!exists())
      return change(editor, addCard(document, lane, step, { text }, id).edit, { merge, base: {} });
    if (text === "") return change(editor, removeTarget(targetOf("card", id)));
    return change(editor, setFields(targetOf("card", id), { text }), { merge, base: { text: base } });
  };
  return (
    <InlineText
      label={editor.t("label.newCard")}
      value={written}
      typed={editor.session.getState().typed}
      placeholder={editor.t("new.card")}
      onWrite={write}
      onEnd={(next) => {
        if (editor.session.getState().editing !== target) return;
        if (next === "leave") editor.session.leaveEdit();
        else goOn(editor, exists() ? targetOf("card", id) : target, next);
      }}
    />
  );
}
