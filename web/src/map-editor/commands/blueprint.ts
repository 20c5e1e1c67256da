import { IconLayersSubtract } from "@tabler/icons-react";
import { carryOut } from "../context";
import { missingLanes, toBlueprint } from "../layout/blueprint";
import type { EditorCommand } from "./command";
import { documentOf } from "./selection";

/** Adds what happens behind the customer's steps: frontstage, backstage and support. */
export const blueprint: EditorCommand = {
  id: "blueprint",
  group: "add",
  icon: IconLayersSubtract,
  menu: ["lane"],
  enabled: (editor) => !editor.readOnly && missingLanes(documentOf(editor)).length > 0,
  run: (editor) => {
    const planned = toBlueprint(documentOf(editor), (kind) => editor.t(`kind.${kind}`));
    if (planned !== null) carryOut(editor, planned);
  },
};
