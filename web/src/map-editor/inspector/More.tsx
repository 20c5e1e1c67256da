import { IconChevronRight } from "@tabler/icons-react";
import { type ReactNode, useId } from "react";
import { useEditor, useSessionState } from "../context";
import classes from "./Inspector.module.css";

/** Fields that are seldom needed; unfolded once, they stay so for every thing that is looked at. */
export function More({ children }: { children: ReactNode }) {
  const { t, session } = useEditor();
  const isOpen = useSessionState(({ more }) => more);
  const id = useId();
  return (
    <section className={classes.section}>
      <h3>
        <button
          type="button"
          className={classes.unfold}
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => session.unfoldMore(!isOpen)}
        >
          <IconChevronRight size={16} aria-hidden="true" />
          {t("field.more")}
        </button>
      </h3>
      <div id={id} className={classes.more} hidden={!isOpen}>
        {isOpen && children}
      </div>
    </section>
  );
}
