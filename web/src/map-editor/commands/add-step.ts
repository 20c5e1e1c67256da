import { IconCircleDotted } from "@tabler/icons-react";
import { stagesInOrder } from "@/map-model";
import { carryOutAndWrite } from "../context";
import { addStep as plan } from "../layout/edits";
import type { EditorCommand } from "./command";
import { documentOf, selectedStage, selectedStep } from "./selection";

export const addStep: EditorCommand = {
  id: "addStep",
  group: "add",
  icon: IconCircleDotted,
  keys: ["alt+s"],
  menu: ["stage", "step"],
  enabled: (editor) => !editor.readOnly && stagesInOrder(documentOf(editor)).length > 0,
  run: (editor) => {
    const stage = selectedStage(editor) ?? stagesInOrder(documentOf(editor)).at(-1)?.id;
    if (stage === undefined) return;
    const planned = plan(documentOf(editor), stage, selectedStep(editor), editor.t("new.step"));
    carryOutAndWrite(editor, planned);
  },
};
