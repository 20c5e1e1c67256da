import { Button } from "@mantine/core";
import { IconUpload } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { ProblemError, useOverview, useSources } from "@/api";
import { Figures } from "@/ui/Figures";
import { count, date, span } from "@/ui/numbers";
import { Page } from "@/ui/Page";
import { PageSkeleton } from "@/ui/PageSkeleton";
import { ProblemNote } from "@/ui/ProblemNote";
import classes from "./DataPage.module.css";
import { NoSources } from "./NoSources";
import { SourceRow } from "./SourceRow";

/** Every source of the log: what was kept, what was put aside, what was known already. */
export function DataPage() {
  const { t } = useTranslation("evidence");
  const sources = useSources();
  const log = useOverview().data?.log ?? null;
  if (sources.data === undefined && sources.error === null) return <PageSkeleton />;
  const list = sources.data ?? [];
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      actions={
        list.length > 0 && (
          <Button component={Link} href="/data/import" leftSection={<IconUpload size={18} />}>
            {t("import")}
          </Button>
        )
      }
    >
      {sources.error !== null && (
        <ProblemNote
          title={sources.error.message}
          detail={sources.error instanceof ProblemError ? sources.error.detail : ""}
          onRetry={() => void sources.refetch()}
        />
      )}
      {sources.error === null && list.length === 0 && <NoSources />}
      {log !== null && (
        <Figures
          figures={[
            { value: count(log.customers), name: t("log.customers") },
            { value: count(log.events), name: t("log.events") },
            { value: count(log.event_names), name: t("log.names") },
            {
              value: span((Date.parse(log.last) - Date.parse(log.first)) / 1000),
              name: t("log.span", { first: date(log.first), last: date(log.last) }),
            },
          ]}
        />
      )}
      {list.length > 0 && (
        <section>
          <h2 className={classes.heading}>{t("sources.label")}</h2>
          <ul className={classes.list}>
            {list.map((source) => (
              <SourceRow key={source.source} source={source} />
            ))}
          </ul>
        </section>
      )}
    </Page>
  );
}
