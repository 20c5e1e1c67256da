import { type Edit, stagesInOrder } from "@/map-model";
import { carryOut, type Editor } from "../context";
import { addStep, type Planned } from "../layout/edits";

/** An event's name as words. */
export function readable(event: string): string {
  const words = event
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .split(/[\s_\-.:/]+/)
    .filter(Boolean)
    .join(" ");
  const text = words === words.toUpperCase() ? words.toLowerCase() : words;
  return text === "" ? event : text.charAt(0).toUpperCase() + text.slice(1);
}

/** A step for what really happens, bound to its event, behind the step that it mostly follows. */
export function addMissing(editor: Editor, event: string, after: string): void {
  const map = editor.live.getState().document;
  const stage = map.steps[after]?.stage ?? stagesInOrder(map)[0]?.id;
  if (stage === undefined) return;
  const planned = addStep(map, stage, after === "" ? null : after, readable(event));
  carryOut(editor, bound(planned, event));
}

function bound({ edit, select }: Planned, event: string): Planned {
  return edit.do === "add"
    ? { edit: { ...edit, record: { ...edit.record, events: [event] } } as Edit, select }
    : { edit, select };
}
