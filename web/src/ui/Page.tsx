import type { ReactNode } from "react";
import { Contours } from "./Contours";
import classes from "./Page.module.css";

export interface PageProps {
  title: string;
  /** One sentence under the title. */
  lead?: ReactNode;
  /** Buttons at the title's side. */
  actions?: ReactNode;
  /** Uses the full width, for wide pictures. */
  wide?: boolean;
  children: ReactNode;
}

/** A page: its title set large, one sentence, then the content. */
export function Page({ title, lead, actions, wide = false, children }: PageProps) {
  return (
    <div className={classes.page} data-wide={wide || undefined}>
      <Contours className={classes.land} />
      <title>{`${title} · Sojourn`}</title>
      <header className={classes.header}>
        <div className={classes.heading}>
          <h1 className={classes.title}>{title}</h1>
          {lead !== undefined && <p className={classes.lead}>{lead}</p>}
        </div>
        {actions !== undefined && <div className={classes.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}
