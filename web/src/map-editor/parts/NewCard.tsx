import { useRef } from "react";
import { useLiveState } from "@/live";
import { newId } from "@/map-model";
import { change, useEditor } from "../context";
import { addCard, removeTarget, setFields } from "../layout/edits";
import { cellOf, targetOf } from "../layout/target";
import { InlineText } from "./InlineText";
import { useEndOfText } from "./useEndOfText";

/** A card that comes to be with its first words. */
export function NewCard({ lane, step }: { lane: string; step: string }) {
  const editor = useEditor();
  const made = useRef({ id: newId("crd"), merge: newId("op") });
  const target = cellOf(lane, step);
  const onEnd = useEndOfText(target);
  const { id, merge } = made.current;
  const exists = () => editor.live.getState().document.cards[id] !== undefined;
  const written = useLiveState(({ document }) => document.cards[id]?.text ?? "");
  const write = (text: string, base: string) => {
    const { document } = editor.live.getState();
    if (!exists()) change(editor, addCard(document, lane, step, { text }, id).edit, { merge, base: {} });
    else if (text === "") change(editor, removeTarget(targetOf("card", id)));
    else change(editor, setFields(targetOf("card", id), { text }), { merge, base: { text: base } });
  };
  return (
    <InlineText
      label={editor.t("label.newCard")}
      value={written}
      typed={editor.session.getState().typed}
      placeholder={editor.t("new.card")}
      onWrite={write}
      onEnd={(next) => {
        const wasMine = editor.session.getState().editing === target;
        onEnd(next);
        if (next === "stay" && wasMine && exists())
          editor.session.select(targetOf("card", id), { focus: true });
      }}
    />
  );
}
