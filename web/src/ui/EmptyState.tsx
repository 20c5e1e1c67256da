import type { ReactNode } from "react";
import { Contours } from "./Contours";
import classes from "./EmptyState.module.css";

export interface EmptyStateProps {
  title: string;
  lead: string;
  hint?: string;
  children?: ReactNode;
}

/** Nothing here yet: what belongs here, and the one thing to do. */
export function EmptyState({ title, lead, hint, children }: EmptyStateProps) {
  return (
    <section className={classes.empty}>
      <Contours className={classes.land} />
      <div className={classes.text}>
        <h2 className={classes.title}>{title}</h2>
        <p className={classes.lead}>{lead}</p>
        {children !== undefined && <div className={classes.actions}>{children}</div>}
        {hint !== undefined && <p className={classes.hint}>{hint}</p>}
      </div>
    </section>
  );
}
