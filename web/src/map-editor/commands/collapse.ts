import { type Icon, IconArrowsDiagonal, IconArrowsDiagonalMinimize2, IconFold } from "@tabler/icons-react";
import type { Editor } from "../context";
import { kindOf, type Target, targetOf } from "../layout/target";
import type { EditorCommand } from "./command";
import { documentOf, selectedLane, selectedOf, selectedStage } from "./selection";

/** What folds with the selection: the lane of a lane's name or of a cell, else the stage of a step. */
function foldable(editor: Editor): Target | null {
  const kind = kindOf(selectedOf(editor));
  const lane = selectedLane(editor);
  const stage = selectedStage(editor);
  if (kind === "stage" || kind === "step") return stage === null ? null : targetOf("stage", stage);
  return lane === null ? null : targetOf("lane", lane.id);
}

const all = (editor: Editor): Target[] => {
  const { stages, lanes } = documentOf(editor);
  return [
    ...Object.keys(stages).map((id) => targetOf("stage", id)),
    ...Object.keys(lanes).map((id) => targetOf("lane", id)),
  ];
};

/** Folds a stage or lane together, or opens it; the selection goes to its name. */
export function fold(editor: Editor, target: Target): void {
  const { session, t } = editor;
  const on = !session.getState().collapsed.has(target);
  session.collapse([target], on);
  session.select(target, { focus: true });
  session.say(t(on ? "fold.folded" : "fold.opened"));
}

const view = (
  id: string,
  icon: Icon,
  command: Omit<EditorCommand, "id" | "icon" | "group">,
): EditorCommand => ({
  id: `fold.${id}`,
  group: "view",
  icon,
  ...command,
});

export const foldCommands: readonly EditorCommand[] = [
  view("one", IconFold, {
    keys: ["alt+f"],
    menu: ["stage", "step", "lane", "cell", "card"],
    enabled: (editor) => foldable(editor) !== null,
    run: (editor) => {
      const target = foldable(editor);
      if (target !== null) fold(editor, target);
    },
  }),
  view("lanes", IconArrowsDiagonalMinimize2, {
    enabled: () => true,
    run: (editor) =>
      editor.session.collapse(
        all(editor).filter((target) => kindOf(target) === "lane"),
        true,
      ),
  }),
  view("stages", IconArrowsDiagonalMinimize2, {
    enabled: () => true,
    run: (editor) =>
      editor.session.collapse(
        all(editor).filter((target) => kindOf(target) === "stage"),
        true,
      ),
  }),
  view("none", IconArrowsDiagonal, {
    keys: ["alt+shift+f"],
    enabled: ({ session }) => session.getState().collapsed.size > 0,
    run: (editor) => editor.session.collapse([...editor.session.getState().collapsed], false),
  }),
];
