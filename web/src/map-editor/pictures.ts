/** Pictures that come onto the map: from a file, by dropping, from the clipboard. */
import { newId } from "@/map-model";
import { change, type Editor } from "./context";
import { addCard, setFields } from "./layout/edits";
import { idOf, kindOf, placeOf, type Target, targetOf } from "./layout/target";

/** What the server takes. Everything else is told before it is sent. */
export const PICTURE_TYPES = ["image/png", "image/jpeg", "image/webp", "image/gif"] as const;
const LARGEST = 10 * 2 ** 20;

export type PictureProblem = "type" | "size" | "empty";

/** Why a file cannot become a picture; `null` if it can, as far as one sees from here. */
export function problemOfFile(file: File): PictureProblem | null {
  if (!(PICTURE_TYPES as readonly string[]).includes(file.type)) return "type";
  if (file.size === 0) return "empty";
  return file.size > LARGEST ? "size" : null;
}

/** Where a picture goes that is dropped on something: onto a card or step without one, else onto a new card. */
export function pictureGoal(editor: Editor, target: Target): Target | null {
  const { document } = editor.live.getState();
  if (kindOf(target) === "step") return document.steps[idOf(target)] === undefined ? null : target;
  const card = document.cards[idOf(target)];
  if (kindOf(target) === "card" && card?.image === "" && card.emotion === null) return target;
  const place = kindOf(target) === "card" ? card : placeOf(target);
  if (place === undefined || (kindOf(target) !== "cell" && kindOf(target) !== "card")) return null;
  const kind = document.lanes[place.lane]?.kind;
  if (kind === undefined || ["emotion", "importance", "numbers"].includes(kind)) return null;
  return `cell:${place.lane}/${place.step}`;
}

/** Puts a stored picture where it belongs. */
export function placePicture(editor: Editor, goal: Target, image: string): void {
  if (kindOf(goal) !== "cell") {
    change(editor, setFields(goal, { image }));
    return;
  }
  const { lane, step } = placeOf(goal);
  const id = newId("crd");
  const { edit } = addCard(editor.live.getState().document, lane, step, { image }, id);
  if (change(editor, edit)) editor.session.select(targetOf("card", id));
}
