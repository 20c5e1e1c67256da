import { IconArrowBackUp } from "@tabler/icons-react";
import type { EditorCommand } from "./command";

export const undo: EditorCommand = {
  id: "undo",
  group: "edit",
  icon: IconArrowBackUp,
  keys: ["mod+z"],
  enabled: ({ live, readOnly }) => !readOnly && live.getState().canUndo,
  run: ({ live, host, t }) => {
    if (!live.undo()) host.tell(t("notice.changedSince"));
  },
};
