import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { MapSummary } from "@/api";
import { RouteThumbnail } from "@/charts/RouteThumbnail";
import { date } from "@/ui/numbers";
import classes from "./MapCard.module.css";

/** The stations to draw: the stages, or the steps of the only stage. */
const stagesOf = ({ steps, route }: MapSummary) => {
  const only = route.length === 1 ? route[0] : undefined;
  return only === undefined
    ? route
    : Array.from({ length: Math.max(2, steps) }, () => ({ ...only, color: only.color ?? 0 }));
};

const isPast = (day: string): boolean => Date.parse(day) < Date.now();

/** A map as a card: its route in small, and what one should know before opening it. */
export function MapCard({ map }: { map: MapSummary }) {
  const { t } = useTranslation("workspace");
  const stages = stagesOf(map);
  return (
    <li className={classes.card}>
      <div className={classes.picture}>
        <RouteThumbnail stages={stages} />
      </div>
      <div className={classes.text}>
        <p className={classes.state}>{t(`card.state.${map.state}`)}</p>
        <h2 className={classes.title}>
          <Link href={`/maps/${map.id}`}>{map.title}</Link>
        </h2>
        <p className={classes.meta}>
          <span>{t("card.stages", { count: map.stages })}</span>
          <span>{t("card.steps", { count: map.steps })}</span>
          <span>{t(map.measured ? "card.measured" : "card.unmeasured")}</span>
        </p>
        <p className={classes.meta}>
          {map.owner !== "" && <span>{t("card.owner", { owner: map.owner })}</span>}
          <span>{t("card.updated", { at: date(map.updated_at) })}</span>
          {map.review_due !== null && map.review_due !== "" && (
            <span className={isPast(map.review_due) ? classes.overdue : undefined}>
              {t(isPast(map.review_due) ? "card.overdue" : "card.due", { date: date(map.review_due) })}
            </span>
          )}
        </p>
      </div>
    </li>
  );
}
