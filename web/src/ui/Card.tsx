import { type ReactNode, useId } from "react";
import classes from "./Card.module.css";

export interface CardProps {
  title: string;
  /** What this is for, in a sentence. */
  lead?: ReactNode;
  /** Buttons at the title's side. */
  actions?: ReactNode;
  children?: ReactNode;
}

/** A part of a page with a heading of its own. */
export function Card({ title, lead, actions, children }: CardProps) {
  const id = useId();
  return (
    <section className={classes.card} aria-labelledby={id}>
      <header className={classes.head}>
        <div className={classes.words}>
          <h2 id={id} className={classes.title}>
            {title}
          </h2>
          {lead !== undefined && <p className={classes.lead}>{lead}</p>}
        </div>
        {actions}
      </header>
      {children}
    </section>
  );
}
