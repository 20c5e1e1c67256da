/** The one list of what can be done with a map. */
import { addCard } from "./add-card";
import { addLane, addLanesByKind } from "./add-lane";
import { addPersona } from "./add-persona";
import { addStage } from "./add-stage";
import { addStep } from "./add-step";
import { blueprint } from "./blueprint";
import { clipboardCommands } from "./clipboard";
import { foldCommands } from "./collapse";
import type { EditorCommand } from "./command";
import { comment, comments } from "./comments";
import { drawCurve } from "./draw-curve";
import { editText } from "./edit-text";
import { citeEvidence, gradeLens } from "./evidence";
import { feelingCommands } from "./feeling";
import { fillCommands } from "./fill";
import { find } from "./find";
import { importanceCommands } from "./importance";
import { linkToStep } from "./link-to-step";
import { momentOfTruth } from "./moment-of-truth";
import { moveCommands } from "./move";
import {
  exportMap,
  historyOfThis,
  inspector,
  mapDetails,
  measure,
  opportunities,
  problems,
  reality,
  shortcuts,
  versions,
} from "./panels";
import { pickUp } from "./pick-up";
import { present, print, share } from "./present";
import { redo } from "./redo";
import { remove } from "./remove";
import { undo } from "./undo";
import { zoomCommands } from "./zoom";

export const COMMANDS: readonly EditorCommand[] = [
  undo,
  redo,
  editText,
  ...clipboardCommands,
  ...fillCommands,
  find,
  addStage,
  addStep,
  addCard,
  addLane,
  linkToStep,
  addPersona,
  ...addLanesByKind,
  blueprint,
  pickUp,
  ...moveCommands,
  ...feelingCommands,
  drawCurve,
  momentOfTruth,
  ...importanceCommands,
  remove,
  comment,
  comments,
  citeEvidence,
  gradeLens,
  measure,
  share,
  exportMap,
  print,
  problems,
  opportunities,
  reality,
  versions,
  historyOfThis,
  mapDetails,
  inspector,
  present,
  ...foldCommands,
  ...zoomCommands,
  shortcuts,
];

export { addLaneOf } from "./add-lane";
export { type EditorCommand, isPressed, shownKeys } from "./command";
export {
  exportMap,
  historyOfThis,
  inspector,
  measure,
  opportunities,
  problems,
  reality,
  shortcuts,
  versions,
} from "./panels";
export { keysOfLine, WALK_LINES, WALKS, type Walk } from "./walk";
export { addStage, addStep, comment, comments, find, present, redo, share, undo };
