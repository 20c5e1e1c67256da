import { IconTargetArrow } from "@tabler/icons-react";
import { change } from "../context";
import { setFields } from "../layout/edits";
import { targetOf } from "../layout/target";
import type { EditorCommand } from "./command";
import { documentOf, selectedStep } from "./selection";

export const momentOfTruth: EditorCommand = {
  id: "momentOfTruth",
  group: "edit",
  icon: IconTargetArrow,
  keys: ["alt+m"],
  menu: ["step"],
  enabled: (editor) => !editor.readOnly && selectedStep(editor) !== null,
  run: (editor) => {
    const step = documentOf(editor).steps[selectedStep(editor) ?? ""];
    if (step === undefined) return;
    change(editor, setFields(targetOf("step", step.id), { moment_of_truth: !step.moment_of_truth }));
  },
};
