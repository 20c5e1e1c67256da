import { IconPlus } from "@tabler/icons-react";
import { LANES_WITHOUT_CARDS, type LaneKind } from "@/map-model";
import { carryOut } from "../context";
import { addCard as plan } from "../layout/edits";
import { cellOf } from "../layout/target";
import type { EditorCommand } from "./command";
import { documentOf, selectedLane, selectedStep } from "./selection";

/** Lanes whose cards begin with a feeling, a value or a picture, and not with words. */
const DRAWN_NOT_WRITTEN: ReadonlySet<LaneKind> = new Set<LaneKind>(["emotion", "metrics", "images"]);

export const addCard: EditorCommand = {
  id: "addCard",
  group: "add",
  icon: IconPlus,
  keys: ["mod+Enter"],
  menu: ["cell", "card"],
  enabled: (editor) => {
    const lane = selectedLane(editor);
    return (
      !editor.readOnly &&
      lane !== null &&
      !LANES_WITHOUT_CARDS.has(lane.kind) &&
      selectedStep(editor) !== null
    );
  },
  run: (editor) => {
    const lane = selectedLane(editor);
    const step = selectedStep(editor);
    if (lane === null || step === null) return;
    if (DRAWN_NOT_WRITTEN.has(lane.kind)) carryOut(editor, plan(documentOf(editor), lane.id, step, {}));
    else editor.session.edit(cellOf(lane.id, step));
  },
};
