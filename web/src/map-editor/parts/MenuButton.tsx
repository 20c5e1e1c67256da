import { IconDots } from "@tabler/icons-react";
import { useEditor } from "../context";
import type { Target } from "../layout/target";
import classes from "./MenuButton.module.css";

/** Opens the menu of the selected thing. */
export function MenuButton({ target }: { target: Target }) {
  const { session, t, readOnly } = useEditor();
  if (readOnly) return null;
  return (
    <button
      type="button"
      className={classes.button}
      data-menu=""
      tabIndex={-1}
      aria-label={t("menu.open")}
      onClick={(event) => {
        event.stopPropagation();
        const box = event.currentTarget.getBoundingClientRect();
        session.openMenu(target, box.left, box.bottom + 4);
      }}
    >
      <IconDots size={16} aria-hidden="true" />
    </button>
  );
}
