import { IconArrowForwardUp } from "@tabler/icons-react";
import type { EditorCommand } from "./command";

export const redo: EditorCommand = {
  id: "redo",
  group: "edit",
  icon: IconArrowForwardUp,
  keys: ["mod+shift+z", "mod+y"],
  enabled: ({ live, readOnly }) => !readOnly && live.getState().canRedo,
  run: ({ live, host, t }) => {
    if (!live.redo()) host.tell(t("notice.changedSince"));
  },
};
