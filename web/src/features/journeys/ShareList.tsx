import type { ReactNode } from "react";
import { ShareBar } from "@/charts/ShareBar";
import { percent } from "@/ui/numbers";
import classes from "./ShareList.module.css";

export interface Share {
  key: string;
  name: ReactNode;
  share: number;
  low?: number;
  high?: number;
  detail: string;
  color?: string;
}

/** A few shares under a heading, each with its bar. */
export function ShareList({ title, shares }: { title: string; shares: readonly Share[] }) {
  return (
    <section className={classes.list}>
      <h3 className={classes.title}>{title}</h3>
      <ul className={classes.rows}>
        {shares.map((one) => (
          <li key={one.key} className={classes.row} title={one.detail}>
            <span className={classes.name}>{one.name}</span>
            <span className={classes.share}>{percent(one.share)}</span>
            <ShareBar share={one.share} low={one.low} high={one.high} color={one.color} height={7} />
          </li>
        ))}
      </ul>
    </section>
  );
}
