import { IconArrowForwardUp } from "@tabler/icons-react";
import type { EditorCommand } from "./command";
import { documentOf, selectedStep } from "./selection";

/** Asks where a branch, a loop or another way leads from the selected step. */
export const linkToStep: EditorCommand = {
  id: "linkToStep",
  group: "add",
  icon: IconArrowForwardUp,
  keys: ["alt+k"],
  menu: ["step"],
  enabled: (editor) => !editor.readOnly && documentOf(editor).steps[selectedStep(editor) ?? ""] !== undefined,
  run: (editor) => editor.session.link(selectedStep(editor)),
};
