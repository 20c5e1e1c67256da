import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useMapDocument } from "@/live";
import { useEditor } from "@/map-editor";
import { dateTime } from "@/ui/numbers";
import { placeOfRecord } from "./marks";
import type { HistoryGroup } from "./queries";
import { useReveal } from "./useReveal";
import { useShow } from "./useShow";
import classes from "./Versions.module.css";
import { timeOf } from "./when";

/** What somebody did in one spell of work. */
export function HistoryEntry({ group }: { group: HistoryGroup }) {
  const { t } = useTranslation("versions");
  const show = useShow();
  const [from, to] = [timeOf(group.began_at), timeOf(group.ended_at)];
  const state = { seq: group.last, title: dateTime(group.ended_at), at: group.ended_at };
  return (
    <li className={classes.spell}>
      <p className={classes.who}>
        <strong>{group.name || t("history.somebody")}</strong>
        <span className={classes.facts}>{from === to ? to : `${from} – ${to}`}</span>
      </p>
      {group.labels.map((label) => (
        <p key={label} className={classes.label}>
          {label}
        </p>
      ))}
      <ul className={classes.changes}>
        {group.changes.map((change) => (
          <Change key={`${change.record_id} ${change.words}`} {...change} />
        ))}
        {group.more > 0 && <li className={classes.facts}>{t("history.more", { count: group.more })}</li>}
        {group.changes.length === 0 && <li className={classes.facts}>{t("history.nothing")}</li>}
      </ul>
      <Button
        variant="subtle"
        size="compact-xs"
        className={classes.then}
        onClick={() => show({ mode: "look", state })}
      >
        {t("history.look")}
      </Button>
    </li>
  );
}

function Change({ table, record_id, words }: HistoryGroup["changes"][number]) {
  const { session } = useEditor();
  const reveal = useReveal();
  const now = useMapDocument();
  const target = placeOfRecord(table, record_id, { now, before: null });
  if (target === null) return <li>{words}</li>;
  return (
    <li>
      <button
        type="button"
        className={classes.change}
        onClick={() => {
          session.select(target);
          reveal(target);
        }}
      >
        {words}
      </button>
    </li>
  );
}
