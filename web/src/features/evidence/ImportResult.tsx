import { Anchor, Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { ImportCounts } from "@/api";
import { Figures } from "@/ui/Figures";
import { count } from "@/ui/numbers";
import { CountsBar } from "./CountsBar";
import classes from "./ImportResult.module.css";
import { firstRows } from "./putAside";

/** What came of an import: every row accounted for, and what to do next. */
export function ImportResult({ counts, onAgain }: { counts: ImportCounts; onAgain: () => void }) {
  const { t } = useTranslation("evidence");
  const feedback = counts.kind !== "events";
  return (
    <div className={classes.result}>
      <h2 className={classes.title}>{t("result.title")}</h2>
      <Figures
        figures={[
          { value: count(counts.kept), name: t(feedback ? "result.keptFeedback" : "result.kept") },
          { value: count(counts.customers), name: t("result.customers") },
        ]}
      />
      <div className={classes.sum}>
        <CountsBar counts={counts} height={22} />
        <p>
          {t("result.sum", {
            read: count(counts.read),
            kept: count(counts.kept),
            aside: count(counts.put_aside),
            duplicates: count(counts.duplicates),
          })}
        </p>
      </div>
      {counts.kept === 0 && counts.duplicates > 0 && counts.put_aside === 0 && (
        <p>{t("result.nothingNew")}</p>
      )}
      {counts.read > 0 && counts.put_aside === counts.read && <p>{t("result.allAside")}</p>}
      {counts.put_aside > 0 && <PutAside source={counts.source} />}
      <section className={classes.next}>
        <h2 className={classes.heading}>{t("result.next")}</h2>
        <div className={classes.buttons}>
          {feedback ? (
            <Button component={Link} href="/data" size="md">
              {t("result.data")}
            </Button>
          ) : (
            <>
              <Button component={Link} href="/explore/overview" size="md">
                {t("result.explore")}
              </Button>
              <Button component={Link} href="/maps?new=draft" size="md" variant="light">
                {t("result.draft")}
              </Button>
            </>
          )}
          <Button variant="default" size="md" onClick={onAgain}>
            {t("result.more")}
          </Button>
        </div>
      </section>
    </div>
  );
}

function PutAside({ source }: { source: string }) {
  const { t } = useTranslation("evidence");
  const address = `/api/sources/${source}/put-aside.csv`;
  const rows = useQuery({
    queryKey: ["put-aside", source],
    queryFn: ({ signal }) => firstRows(address, signal),
  });
  return (
    <section>
      <h2 className={classes.heading}>{t("result.aside")}</h2>
      <p className={classes.lead}>
        {t("result.asideLead")}{" "}
        <Anchor href={address} download>
          {t("result.download")}
        </Anchor>
      </p>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t("result.row")}</th>
            <th scope="col">{t("result.reason")}</th>
          </tr>
        </thead>
        <tbody>
          {(rows.data ?? []).map((row) => (
            <tr key={`${row.file} ${row.row}`}>
              <td>{row.row}</td>
              <td>{row.reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
