import { Button, CloseButton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { Transition } from "@/api";
import { ShareBar } from "@/charts/ShareBar";
import { count, percent, span } from "@/ui/numbers";
import { EventName } from "./EventName";
import classes from "./EventPanel.module.css";

export interface EventPanelProps {
  event: string;
  detail: string;
  transitions: readonly Transition[];
  onClose: () => void;
}

interface Neighbour {
  event: string;
  count: number;
  median: number | null;
}

/** One event: where its customers come from, where they go. */
export function EventPanel({ event, detail, transitions, onClose }: EventPanelProps) {
  const { t } = useTranslation("journeys");
  const into = transitions
    .filter((way) => way.to === event)
    .map((way) => ({ event: way.from, count: way.count, median: way.median_seconds }));
  const out = transitions
    .filter((way) => way.from === event)
    .map((way) => ({ event: way.to, count: way.count, median: way.median_seconds }));
  return (
    <aside className={classes.panel} aria-label={event}>
      <header className={classes.head}>
        <h2 className={classes.title}>
          <EventName event={event} />
        </h2>
        <CloseButton onClick={onClose} aria-label={t("transitions.close")} />
      </header>
      <p className={classes.detail}>{detail}</p>
      <Neighbours title={t("transitions.waysIn")} neighbours={into} />
      <Neighbours title={t("transitions.waysOut")} neighbours={out} />
      <Button
        variant="default"
        component={Link}
        href={`/explore/flow?anchor=${encodeURIComponent(event)}`}
        size="compact-md"
      >
        {t("transitions.startFlow")}
      </Button>
    </aside>
  );
}

const SHOWN = 8;

function Neighbours({ title, neighbours }: { title: string; neighbours: readonly Neighbour[] }) {
  const total = neighbours.reduce((sum, neighbour) => sum + neighbour.count, 0);
  const { t } = useTranslation("journeys");
  const rest = neighbours.slice(SHOWN).reduce((sum, neighbour) => sum + neighbour.count, 0);
  const rows = [
    ...neighbours.slice(0, SHOWN),
    ...(rest > 0 ? [{ event: "(other)", count: rest, median: null }] : []),
  ];
  return (
    <section>
      <h3 className={classes.heading}>
        {title} <small>{t("n", { n: count(total) })}</small>
      </h3>
      <ul className={classes.list}>
        {rows.map((row) => (
          <li key={row.event} className={classes.row}>
            <EventName event={row.event} />
            <span className={classes.numbers}>
              {percent(row.count / total)} · {count(row.count)}
              {row.median !== null && ` · ${span(row.median)}`}
            </span>
            <ShareBar share={row.count / total} height={5} />
          </li>
        ))}
      </ul>
    </section>
  );
}
