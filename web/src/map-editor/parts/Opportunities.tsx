import { count } from "@/ui/numbers";
import { useEditor } from "../context";
import { targetOf } from "../layout/target";
import { List, useAboutMap } from "./AboutMap";
import classes from "./SidePanel.module.css";

interface Opportunity {
  readonly card: string;
  readonly step_title: string;
  readonly barrier: string;
  readonly recommendation: string;
  readonly priority: number;
  readonly affected: number | null;
  readonly lost: number | null;
  readonly reasons: Readonly<Record<string, string>>;
}

/** Barriers with a recommendation, those that cost most first. */
export function Opportunities() {
  const { t, session } = useEditor();
  const found = useAboutMap<readonly Opportunity[]>("opportunities");
  return (
    <List
      title={t("panel.opportunities")}
      error={found.error}
      pending={found.isPending}
      empty={found.data?.length === 0 ? t("empty.opportunities") : null}
    >
      {found.data?.map(({ card, step_title, barrier, recommendation, priority, affected, lost, reasons }) => (
        <li key={card}>
          <button
            type="button"
            className={classes.item}
            title={Object.values(reasons).join("\n")}
            onClick={() => session.select(targetOf("card", card), { focus: true })}
          >
            <span
              className={classes.rank}
              title={t("opportunity.priority", { priority: Math.round(priority) })}
            >
              {Math.round(priority)}
            </span>
            <span>
              <strong>{recommendation === "" ? barrier : recommendation}</strong>
              <small>{[recommendation === "" ? "" : barrier, step_title].filter(Boolean).join(" · ")}</small>
              {affected !== null && lost !== null && (
                <small>{t("opportunity.affected", { affected: count(affected), lost: count(lost) })}</small>
              )}
            </span>
          </button>
        </li>
      ))}
    </List>
  );
}
