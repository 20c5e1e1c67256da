import { IconColumnInsertRight } from "@tabler/icons-react";
import { carryOutAndWrite } from "../context";
import { addStage as plan } from "../layout/edits";
import type { EditorCommand } from "./command";
import { documentOf, selectedStage } from "./selection";

export const addStage: EditorCommand = {
  id: "addStage",
  group: "add",
  icon: IconColumnInsertRight,
  keys: ["alt+shift+s"],
  menu: ["stage"],
  enabled: ({ readOnly }) => !readOnly,
  run: (editor) => {
    const titles = { stage: editor.t("new.stage"), step: editor.t("new.step") };
    const planned = plan(documentOf(editor), selectedStage(editor), titles);
    carryOutAndWrite(editor, planned);
  },
};
