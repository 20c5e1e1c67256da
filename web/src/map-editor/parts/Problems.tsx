import { SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { useLiveState } from "@/live";
import { useEditor } from "../context";
import { List } from "./AboutMap";
import { FindingItem } from "./FindingItem";
import { type Finding, type Grouping, grouped, isOpen, useFindings } from "./findings";
import classes from "./Problems.module.css";

/** What the rules find, under headings; after it what the team lets stand. */
export function Problems() {
  const { t } = useEditor();
  const { data, error, isPending } = useFindings();
  const [by, setBy] = useState<Grouping>("rule");
  const open = data?.filter(isOpen) ?? [];
  const allowed = data?.filter((finding) => !isOpen(finding)) ?? [];
  return (
    <>
      {open.length > 0 && (
        <SegmentedControl
          fullWidth
          size="xs"
          className={classes.grouping}
          aria-label={t("finding.groupBy")}
          value={by}
          onChange={(next) => setBy(next as Grouping)}
          data={[
            { value: "rule", label: t("finding.byRule") },
            { value: "place", label: t("finding.byPlace") },
          ]}
        />
      )}
      <List
        title={open.length > 0 ? t("finding.count", { count: open.length }) : t("panel.problems")}
        error={error}
        pending={isPending}
        empty={data !== undefined && open.length === 0 ? t("empty.problems") : null}
      >
        <Groups findings={open} by={by} />
      </List>
      {allowed.length > 0 && (
        <details className={classes.allowedList}>
          <summary>{t("finding.allowed", { count: allowed.length })}</summary>
          <ol className={classes.findings}>
            {allowed.map((finding) => (
              <FindingItem key={`${finding.code}${finding.record_id}`} finding={finding} />
            ))}
          </ol>
        </details>
      )}
    </>
  );
}

function Groups({ findings, by }: { findings: readonly Finding[]; by: Grouping }) {
  const { t } = useEditor();
  const map = useLiveState((state) => state.document);
  return grouped(findings, { by, map, theMap: t("finding.theMap") }).map((group) => (
    <li key={group.key} className={classes.group}>
      <h3 className={classes.heading}>
        {group.title} <span className={classes.tally}>{group.findings.length}</span>
      </h3>
      <ol className={classes.findings}>
        {group.findings.map((finding) => (
          <FindingItem key={`${finding.code}${finding.record_id}${finding.message}`} finding={finding} />
        ))}
      </ol>
    </li>
  ));
}

/** How many problems stand open, beside the name of the tab. */
export function ProblemCount() {
  const open = useFindings().data?.filter(isOpen).length ?? 0;
  return open === 0 ? null : <span className={classes.badge}>{open}</span>;
}
