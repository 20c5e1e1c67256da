import { IconSearch } from "@tabler/icons-react";
import type { EditorCommand } from "./command";

export const find: EditorCommand = {
  id: "find",
  group: "edit",
  icon: IconSearch,
  keys: ["mod+f", "mod+h"],
  enabled: () => true,
  run: ({ session }) => session.showDialog("find"),
};
