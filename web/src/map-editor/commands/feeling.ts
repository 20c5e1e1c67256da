import { type Icon, IconMoodMinus, IconMoodPlus } from "@tabler/icons-react";
import { change } from "../context";
import { setFields } from "../layout/edits";
import { targetOf } from "../layout/target";
import type { EditorCommand } from "./command";
import { documentOf, selectedId } from "./selection";

const QUARTER = 0.125;

/** Raises or lowers the selected point of the emotion curve, by a quarter of a step of the shown scale. */
const feels = (way: "better" | "worse", keys: readonly string[], icon: Icon): EditorCommand => {
  const by = way === "better" ? QUARTER : -QUARTER;
  return {
    id: `feeling.${way}`,
    group: "edit",
    icon,
    keys,
    enabled: (editor) =>
      !editor.readOnly &&
      typeof documentOf(editor).cards[selectedId(editor, "card") ?? ""]?.emotion === "number",
    run: (editor) => {
      const card = documentOf(editor).cards[selectedId(editor, "card") ?? ""];
      if (card === undefined || card.emotion === null) return;
      const emotion = Math.max(-1, Math.min(1, card.emotion + by));
      change(editor, setFields(targetOf("card", card.id), { emotion }), `feeling:${card.id}`);
    },
  };
};

export const feelingCommands: readonly EditorCommand[] = [
  feels("better", ["shift+ArrowUp", "+"], IconMoodPlus),
  feels("worse", ["shift+ArrowDown", "-"], IconMoodMinus),
];
