import {
  type Icon,
  IconMoodCry,
  IconMoodEmpty,
  IconMoodHappy,
  IconMoodMinus,
  IconMoodPlus,
  IconMoodSad,
  IconMoodSmile,
} from "@tabler/icons-react";
import type { Card } from "@/map-model";
import { carryOut, change, type Editor } from "../context";
import { addFeeling } from "../layout/curve-edits";
import { setFields } from "../layout/edits";
import { kindOf, targetOf } from "../layout/target";
import type { EditorCommand } from "./command";
import { documentOf, selectedId, selectedLane, selectedOf, selectedStep } from "./selection";

const QUARTER = 0.125;

/** The selected point of a curve. */
function selectedPoint(editor: Editor): Card | null {
  const card = documentOf(editor).cards[selectedId(editor, "card") ?? ""];
  return card === undefined || card.emotion === null ? null : card;
}

/** Whether a cell of an emotion lane is selected, where a point can be set. */
const isOnCurve = (editor: Editor): boolean =>
  kindOf(selectedOf(editor)) === "cell" &&
  selectedLane(editor)?.kind === "emotion" &&
  documentOf(editor).steps[selectedStep(editor) ?? ""] !== undefined;

const isEnabled = (editor: Editor): boolean =>
  !editor.readOnly && (selectedPoint(editor) !== null || isOnCurve(editor));

/** Gives the selected point a feeling, or sets a point where there is none. */
function feel(editor: Editor, feeling: (now: number) => number): void {
  const point = selectedPoint(editor);
  const next = Math.max(-1, Math.min(1, feeling(point?.emotion ?? 0)));
  if (point !== null) {
    change(editor, setFields(targetOf("card", point.id), { emotion: next }), `feeling:${point.id}`);
    return;
  }
  const lane = selectedLane(editor);
  const step = selectedStep(editor);
  if (lane === null || step === null) return;
  const { persona, aspect } = editor.session.getState().curve;
  carryOut(editor, addFeeling(documentOf(editor), { lane: lane.id, persona, aspect }, step, next));
}

/** Raises or lowers the selected point of the emotion curve, by a quarter of a step of the shown scale. */
const feels = (way: "better" | "worse", keys: readonly string[], icon: Icon): EditorCommand => ({
  id: `feeling.${way}`,
  group: "edit",
  icon,
  keys,
  enabled: isEnabled,
  run: (editor) => feel(editor, (now) => now + (way === "better" ? QUARTER : -QUARTER)),
});

/** One of the five faces, by its digit: 1 is the worst, 5 the best. */
const face = (digit: 1 | 2 | 3 | 4 | 5, icon: Icon): EditorCommand => ({
  id: `feeling.face${digit}`,
  group: "edit",
  icon,
  keys: [String(digit)],
  enabled: isEnabled,
  run: (editor) => feel(editor, () => (digit - 3) / 2),
});

export const feelingCommands: readonly EditorCommand[] = [
  feels("better", ["shift+ArrowUp", "+"], IconMoodPlus),
  feels("worse", ["shift+ArrowDown", "-"], IconMoodMinus),
  face(1, IconMoodCry),
  face(2, IconMoodSad),
  face(3, IconMoodEmpty),
  face(4, IconMoodSmile),
  face(5, IconMoodHappy),
];
