import type { ReactNode } from "react";
import { Contours } from "@/ui/Contours";
import { Mark } from "@/ui/Mark";
import classes from "./Shared.module.css";

export interface SharedDoorProps {
  title: string;
  lead: string;
  children?: ReactNode;
}

/** What a guest sees before a map, or in its place. */
export function SharedDoor({ title, lead, children }: SharedDoorProps) {
  return (
    <main className={classes.door}>
      <title>{`${title} · Sojourn`}</title>
      <Contours className={classes.land} />
      <div className={classes.card}>
        <Mark size={40} />
        <div>
          <h1 className={classes.title}>{title}</h1>
          <p className={classes.lead}>{lead}</p>
        </div>
        {children}
      </div>
    </main>
  );
}
