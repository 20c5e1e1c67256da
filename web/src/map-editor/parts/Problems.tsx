import { useEditor } from "../context";
import { targetOf } from "../layout/target";
import { List, useAboutMap } from "./AboutMap";
import classes from "./SidePanel.module.css";

interface Finding {
  readonly code: string;
  readonly name: string;
  readonly message: string;
  readonly table: string;
  readonly record_id: string;
  readonly severity: string;
}

const KIND_OF = {
  stages: "stage",
  steps: "step",
  lanes: "lane",
  cards: "card",
  personas: "persona",
} as const;
const isShown = (table: string): table is keyof typeof KIND_OF => table in KIND_OF;

/** What the rules find; a click goes there. */
export function Problems() {
  const { t, session } = useEditor();
  const findings = useAboutMap<readonly Finding[]>("findings");
  const go = ({ table, record_id }: Finding) => {
    if (isShown(table)) session.select(targetOf(KIND_OF[table], record_id), { focus: true });
  };
  return (
    <List
      title={t("panel.problems")}
      error={findings.error}
      pending={findings.isPending}
      empty={findings.data?.length === 0 ? t("empty.problems") : null}
    >
      {findings.data?.map((finding) => (
        <li key={`${finding.code}${finding.record_id}`}>
          <button type="button" className={classes.item} onClick={() => go(finding)}>
            <span className={classes.code} data-severity={finding.severity}>
              {finding.code}
            </span>
            <span>{finding.message}</span>
          </button>
        </li>
      ))}
    </List>
  );
}
