import { type Icon, IconArrowDown, IconArrowLeft, IconArrowRight, IconArrowUp } from "@tabler/icons-react";
import { change } from "../context";
import { shift, type Way } from "../layout/edits";
import type { Kind } from "../layout/target";
import type { EditorCommand } from "./command";
import { documentOf, selectedOf } from "./selection";

/** The way to move without dragging: one place further, for everything that can be dragged. */
const moves = (way: Way, key: string, icon: Icon, menu: readonly Kind[]): EditorCommand => ({
  id: `move.${way}`,
  group: "move",
  icon,
  keys: [`alt+${key}`],
  menu,
  enabled: (editor) => !editor.readOnly && shift(documentOf(editor), selectedOf(editor), way) !== null,
  run: (editor) => {
    const selected = selectedOf(editor);
    if (change(editor, shift(documentOf(editor), selected, way)))
      editor.session.select(selected, { focus: true });
  },
});

export const moveCommands: readonly EditorCommand[] = [
  moves("left", "ArrowLeft", IconArrowLeft, ["stage", "step", "card"]),
  moves("right", "ArrowRight", IconArrowRight, ["stage", "step", "card"]),
  moves("up", "ArrowUp", IconArrowUp, ["lane", "card", "persona"]),
  moves("down", "ArrowDown", IconArrowDown, ["lane", "card", "persona"]),
];
