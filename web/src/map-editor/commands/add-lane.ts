import { IconRowInsertBottom } from "@tabler/icons-react";
import { LANE_KINDS, type LaneKind } from "@/map-model";
import { carryOut, carryOutAndWrite, type Editor } from "../context";
import { addLane as plan } from "../layout/edits";
import { laneIcon } from "../parts/lane-icons";
import type { EditorCommand } from "./command";
import { documentOf, selectedLane } from "./selection";

/** Adds a lane of a kind below the selected one, or at the bottom. */
export function addLaneOf(editor: Editor, kind: LaneKind): void {
  const planned = plan(documentOf(editor), selectedLane(editor)?.id ?? null, kind, editor.t(`kind.${kind}`));
  carryOut(editor, planned);
}

export const addLane: EditorCommand = {
  id: "addLane",
  group: "add",
  icon: IconRowInsertBottom,
  keys: ["alt+l"],
  menu: ["lane"],
  enabled: ({ readOnly }) => !readOnly,
  run: (editor) => {
    const planned = plan(
      documentOf(editor),
      selectedLane(editor)?.id ?? null,
      "custom",
      editor.t("new.lane"),
    );
    carryOutAndWrite(editor, planned);
  },
};

/** One command a kind of lane, for the palette. */
export const addLanesByKind: readonly EditorCommand[] = LANE_KINDS.filter((kind) => kind !== "custom").map(
  (kind) => ({
    id: `addLaneOf.${kind}`,
    group: "add",
    icon: laneIcon(kind),
    enabled: ({ readOnly }) => !readOnly,
    run: (editor) => addLaneOf(editor, kind),
  }),
);
