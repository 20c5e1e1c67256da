import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { fold } from "../commands/collapse";
import { useEditor } from "../context";
import type { Target } from "../layout/target";
import classes from "./Fold.module.css";

/** Folds a stage or a lane together by mouse; by keyboard it is Alt+F. */
export function FoldButton({ target, folded, name }: { target: Target; folded: boolean; name: string }) {
  const editor = useEditor();
  const Chevron = folded ? IconChevronRight : IconChevronDown;
  return (
    <button
      type="button"
      className={classes.button}
      tabIndex={-1}
      aria-expanded={!folded}
      aria-label={editor.t(folded ? "fold.open" : "fold.fold", { name })}
      data-folded={folded || undefined}
      onClick={(event) => {
        event.stopPropagation();
        fold(editor, target);
      }}
    >
      <Chevron size={16} aria-hidden="true" />
    </button>
  );
}
