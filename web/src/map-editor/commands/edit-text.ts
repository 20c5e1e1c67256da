import { IconPencil } from "@tabler/icons-react";
import { LANES_WITHOUT_CARDS } from "@/map-model";
import { kindOf, targetOf } from "../layout/target";
import type { EditorCommand } from "./command";
import { documentOf, selectedLane, selectedOf, selectedStep } from "./selection";

/** Writes into the selected thing where it stands; what has no text there is edited in the panel. */
export const editText: EditorCommand = {
  id: "editText",
  group: "edit",
  icon: IconPencil,
  keys: ["Enter", "F2"],
  menu: ["stage", "step", "lane", "card"],
  enabled: (editor) => !editor.readOnly && kindOf(selectedOf(editor)) !== "map",
  run: (editor) => {
    const { session } = editor;
    const selected = selectedOf(editor);
    const lane = selectedLane(editor);
    if (lane !== null) session.collapse([targetOf("lane", lane.id)], false);
    const inCell = kindOf(selected) === "cell" || kindOf(selected) === "card";
    if (inCell && lane !== null && (lane.kind === "emotion" || LANES_WITHOUT_CARDS.has(lane.kind))) {
      const step = selectedStep(editor);
      if (kindOf(selected) === "cell" && step !== null && documentOf(editor).steps[step] !== undefined)
        session.select(targetOf("step", step));
      session.showPanel("inspector");
      return;
    }
    session.edit(selected);
  },
};
