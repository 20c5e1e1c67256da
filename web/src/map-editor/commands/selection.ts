/** What commands ask about the selected thing. */
import type { Lane, MapDocument } from "@/map-model";
import type { Editor } from "../context";
import { type Grid, gridOf } from "../layout/grid";
import { idOf, type Kind, kindOf, placeOf, type Target } from "../layout/target";

/** The map as it is laid out now, with what is folded together. */
export const gridNow = ({ live, session }: Editor): Grid =>
  gridOf(live.getState().document, session.getState().collapsed);
export const documentOf = ({ live }: Editor): MapDocument => live.getState().document;
export const selectedOf = ({ session }: Editor): Target => session.getState().selected;

/** The id of the selected thing, if it is of that kind and still on the map. */
export function selectedId(editor: Editor, kind: Exclude<Kind, "cell" | "map">): string | null {
  const selected = selectedOf(editor);
  if (kindOf(selected) !== kind) return null;
  const table = {
    stage: "stages",
    step: "steps",
    lane: "lanes",
    card: "cards",
    persona: "personas",
    link: "links",
  } as const;
  const id = idOf(selected);
  return documentOf(editor)[table[kind]][id] === undefined ? null : id;
}

/** The step that the selection stands in. */
export function selectedStep(editor: Editor): string | null {
  const selected = selectedOf(editor);
  if (kindOf(selected) === "cell") return placeOf(selected).step;
  const card = selectedId(editor, "card");
  return card === null ? selectedId(editor, "step") : (documentOf(editor).cards[card]?.step ?? null);
}

/** The stage that the selection stands in. */
export function selectedStage(editor: Editor): string | null {
  const step = selectedStep(editor);
  return step === null ? selectedId(editor, "stage") : (documentOf(editor).steps[step]?.stage ?? null);
}

/** The lane that the selection stands in. */
export function selectedLane(editor: Editor): Lane | null {
  const selected = selectedOf(editor);
  const document = documentOf(editor);
  const card = selectedId(editor, "card");
  const id =
    kindOf(selected) === "cell"
      ? placeOf(selected).lane
      : card === null
        ? selectedId(editor, "lane")
        : document.cards[card]?.lane;
  return document.lanes[id ?? ""] ?? null;
}
