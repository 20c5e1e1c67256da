import { ActionIcon, Loader } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ProblemError, request } from "@/api";
import { useLiveState } from "@/live";
import { count } from "@/ui/numbers";
import { ProblemNote } from "@/ui/ProblemNote";
import { useEditor, useSessionState } from "../context";
import { Inspector } from "../inspector/Inspector";
import { targetOf } from "../layout/target";
import classes from "./SidePanel.module.css";

/** The panel at the side: fields of what is selected, or a list about the whole map. */
export function SidePanel() {
  const { session, t } = useEditor();
  const panel = useSessionState((state) => state.panel);
  if (panel === "none") return null;
  return (
    <aside className={classes.panel} aria-label={t(`panel.${panel}`)}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={28}
        className={classes.close}
        aria-label={t("panel.close")}
        onClick={() => session.showPanel("none")}
      >
        <IconX size={17} aria-hidden="true" />
      </ActionIcon>
      {panel === "inspector" && <Inspector />}
      {panel === "problems" && <Problems />}
      {panel === "opportunities" && <Opportunities />}
    </aside>
  );
}

/** Asks the server about the map as it is saved, anew after each saved edit. */
function useAboutMap<Answer>(what: string) {
  const id = useLiveState((state) => state.document.map.id);
  const seq = useLiveState((state) => state.seq);
  return useQuery({
    queryKey: ["map", id, what, seq],
    queryFn: ({ signal }) => request<Answer>(`/api/maps/${id}/${what}`, { signal }),
    placeholderData: (before) => before,
  });
}

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

function Problems() {
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

function Opportunities() {
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

interface ListProps {
  title: string;
  error: Error | null;
  pending: boolean;
  empty: string | null;
  children: ReactNode;
}

function List({ title, error, pending, empty, children }: ListProps) {
  return (
    <div className={classes.about}>
      <h2 className={classes.title}>{title}</h2>
      {pending && <Loader size="sm" />}
      {error !== null && (
        <ProblemNote
          title={error.message}
          detail={error instanceof ProblemError ? error.detail : undefined}
        />
      )}
      {empty !== null && <p className={classes.empty}>{empty}</p>}
      <ol className={classes.list}>{children}</ol>
    </div>
  );
}
