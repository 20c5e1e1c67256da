import { IconScribble } from "@tabler/icons-react";
import { type Lane, lanesInOrder } from "@/map-model";
import type { Editor } from "../context";
import { likelyWalker } from "../layout/curve";
import { targetOf } from "../layout/target";
import type { EditorCommand } from "./command";
import { documentOf, selectedLane } from "./selection";

/** The emotion lane that is meant: the selected one, or the first. */
function laneMeant(editor: Editor): Lane | null {
  const selected = selectedLane(editor);
  if (selected?.kind === "emotion") return selected;
  return lanesInOrder(documentOf(editor)).find(({ kind }) => kind === "emotion") ?? null;
}

/** Takes the pen for the curve of a lane into the hand. */
export function takePen(editor: Editor, lane: string): void {
  const { session } = editor;
  const cards = Object.values(documentOf(editor).cards).filter((card) => card.lane === lane);
  const persona = likelyWalker(cards, session.getState().curve.persona);
  session.setCurve({ drawing: lane, persona });
}

/** Takes the pen for the emotion curve into the hand, or lays it down. */
export const drawCurve: EditorCommand = {
  id: "drawCurve",
  group: "edit",
  icon: IconScribble,
  keys: ["alt+c"],
  menu: [],
  enabled: (editor) => !editor.readOnly && laneMeant(editor) !== null,
  run: (editor) => {
    const { session } = editor;
    const lane = laneMeant(editor);
    if (lane === null) return;
    if (session.getState().curve.drawing === lane.id) {
      session.setCurve({ drawing: null });
      return;
    }
    session.select(targetOf("lane", lane.id), { focus: true });
    takePen(editor, lane.id);
  },
};
