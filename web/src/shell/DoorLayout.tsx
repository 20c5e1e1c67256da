import type { FormEvent, ReactNode } from "react";
import { Contours } from "@/ui/Contours";
import { Mark } from "@/ui/Mark";
import classes from "./DoorLayout.module.css";

export interface DoorLayoutProps {
  title: string;
  lead: string;
  onSubmit: () => void;
  children: ReactNode;
}

/** What one sees before the product: a form on a quiet landscape. */
export function DoorLayout({ title, lead, onSubmit, children }: DoorLayoutProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <main className={classes.door}>
      <title>{`${title} · Sojourn`}</title>
      <Contours className={classes.land} />
      <form className={classes.form} onSubmit={submit}>
        <Mark size={44} />
        <div>
          <h1 className={classes.title}>{title}</h1>
          <p className={classes.lead}>{lead}</p>
        </div>
        {children}
      </form>
    </main>
  );
}
