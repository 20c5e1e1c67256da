import { type Icon, IconArrowBarDown, IconArrowBarRight } from "@tabler/icons-react";
import { makeBatch, namesOf, showPasted } from "../clipboard/clipboard";
import { filled } from "../clipboard/fill";
import type { Editor } from "../context";
import { bodyOf, type Region, regionOf } from "../layout/region";
import { targetsOf } from "../session";
import type { EditorCommand } from "./command";
import { documentOf, gridNow } from "./selection";

/** The rectangle of cells that is selected. */
export function selectedRegion(editor: Editor): Region | null {
  const region = regionOf(documentOf(editor), gridNow(editor), targetsOf(editor.session.getState()));
  return region === null ? null : bodyOf(region);
}

/** Repeats the cells of `source` over the rest of `whole`, as one edit. */
export function fillWith(editor: Editor, regions: { source: Region; whole: Region }): void {
  const plan = filled(documentOf(editor), gridNow(editor), regions, namesOf(editor));
  if (plan === null || (plan.changes.length > 0 && !makeBatch(editor, plan.changes, "fill"))) return;
  const { range, selected, head } = editor.session.getState();
  showPasted(editor, plan, "clipboard.filled");
  if (range.length > 0) editor.session.selectRange(selected, range, { head, focus: true });
}

const fills = (way: "down" | "right", keys: string, icon: Icon): EditorCommand => {
  const sourceOf = (whole: Region): Region =>
    way === "down" ? { ...whole, bottom: whole.top } : { ...whole, right: whole.left };
  const isWide = (whole: Region) => (way === "down" ? whole.bottom > whole.top : whole.right > whole.left);
  return {
    id: `fill.${way}`,
    group: "edit",
    icon,
    keys: [keys],
    inGrid: true,
    enabled: (editor) => {
      const whole = editor.readOnly ? null : selectedRegion(editor);
      return whole !== null && isWide(whole);
    },
    run: (editor) => {
      const whole = selectedRegion(editor);
      if (whole !== null) fillWith(editor, { source: sourceOf(whole), whole });
    },
  };
};

export const fillCommands: readonly EditorCommand[] = [
  fills("down", "mod+d", IconArrowBarDown),
  fills("right", "mod+r", IconArrowBarRight),
];
