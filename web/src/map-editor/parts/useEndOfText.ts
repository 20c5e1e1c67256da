import { useEditor } from "../context";
import { gridOf } from "../layout/grid";
import { neighbour } from "../layout/navigate";
import type { Target } from "../layout/target";

/** Where the editor goes when a text is finished: nowhere, or on to the neighbour's text. */
export function useEndOfText(target: Target): (next: "stay" | "left" | "right" | "leave") => void {
  const { session, live } = useEditor();
  return (next) => {
    if (session.getState().editing !== target) return;
    if (next === "leave") {
      session.leaveEdit();
    } else if (next === "stay") {
      session.endEdit();
    } else {
      const { document } = live.getState();
      const beside = neighbour(document, gridOf(document), target, next);
      session.select(beside, { focus: true });
      if (beside !== target) session.edit(beside);
    }
  };
}
