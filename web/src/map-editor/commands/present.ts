import { IconPresentation, IconPrinter, IconShare2 } from "@tabler/icons-react";
import type { EditorCommand } from "./command";

export const present: EditorCommand = {
  id: "present",
  group: "view",
  icon: IconPresentation,
  keys: ["mod+shift+p"],
  enabled: ({ live }) => Object.keys(live.getState().document.stages).length > 0,
  run: ({ session }) => session.showDialog("present"),
};
export const print: EditorCommand = {
  id: "print",
  group: "map",
  icon: IconPrinter,
  keys: ["mod+p"],
  enabled: () => true,
  run: ({ session }) => session.showDialog("print"),
};
export const share: EditorCommand = {
  id: "share",
  group: "map",
  icon: IconShare2,
  enabled: ({ readOnly }) => !readOnly,
  run: ({ session }) => session.showDialog("share"),
};
