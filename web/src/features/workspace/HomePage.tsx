import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { type Overview, ProblemError, useOverview, useSession } from "@/api";
import { Page } from "@/ui/Page";
import { PageSkeleton } from "@/ui/PageSkeleton";
import { ProblemNote } from "@/ui/ProblemNote";
import { FirstSteps } from "./FirstSteps";
import classes from "./HomePage.module.css";
import { LatestSources } from "./LatestSources";
import { LogSummaryStrip } from "./LogSummaryStrip";
import { MapCard } from "./MapCard";
import { RunningJobs } from "./RunningJobs";

const MOST_MAPS = 9;

/** Where one arrives: the maps first, then the journeys beneath them. */
export function HomePage() {
  const { t } = useTranslation("workspace");
  const overview = useOverview();
  const workspace = useSession().data?.workspace.name;
  if (overview.error !== null)
    return (
      <Page title={t("title")}>
        <ProblemNote
          title={overview.error.message}
          detail={overview.error instanceof ProblemError ? overview.error.detail : ""}
          onRetry={() => void overview.refetch()}
        />
      </Page>
    );
  if (overview.data === undefined) return <PageSkeleton />;
  const { log, maps } = overview.data;
  const isNew = log === null && maps.length === 0;
  return (
    <Page
      title={workspace || t("title")}
      lead={t(isNew ? "leadNew" : "lead")}
      actions={
        maps.length > 0 && (
          <Button component={Link} href="/maps?new=1" leftSection={<IconPlus size={18} />}>
            {t("newMap")}
          </Button>
        )
      }
    >
      <RunningJobs />
      {maps.length === 0 ? <FirstSteps hasLog={log !== null} /> : <Maps overview={overview.data} />}
      {log !== null && <LogSummaryStrip log={log} />}
      {log === null && !isNew && <p className={classes.quiet}>{t("noLog")}</p>}
      {overview.data.sources.length > 0 && <LatestSources sources={overview.data.sources} />}
    </Page>
  );
}

function Maps({ overview: { maps } }: { overview: Overview }) {
  const { t } = useTranslation("workspace");
  return (
    <section aria-label={t("maps")}>
      <ul className={classes.maps}>
        {maps.slice(0, MOST_MAPS).map((map) => (
          <MapCard key={map.id} map={map} />
        ))}
      </ul>
      {maps.length > MOST_MAPS && (
        <Button component={Link} href="/maps" variant="subtle">
          {t("allMaps", { count: maps.length })}
        </Button>
      )}
    </section>
  );
}
