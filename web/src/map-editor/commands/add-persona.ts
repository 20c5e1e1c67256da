import { IconUserPlus } from "@tabler/icons-react";
import { carryOut } from "../context";
import { addPersona as plan } from "../layout/edits";
import type { EditorCommand } from "./command";
import { documentOf } from "./selection";

export const addPersona: EditorCommand = {
  id: "addPersona",
  group: "add",
  icon: IconUserPlus,
  menu: ["persona"],
  enabled: ({ readOnly }) => !readOnly,
  run: (editor) => {
    carryOut(editor, plan(documentOf(editor), { name: editor.t("new.persona") }));
    editor.session.showPanel("inspector");
  },
};
