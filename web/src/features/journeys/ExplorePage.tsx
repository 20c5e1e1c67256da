import { Button } from "@mantine/core";
import { Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { ProblemError, useEvents } from "@/api";
import { EmptyState } from "@/ui/EmptyState";
import { count, date } from "@/ui/numbers";
import { Page } from "@/ui/Page";
import { PageSkeleton, SectionSkeleton } from "@/ui/PageSkeleton";
import { ProblemNote } from "@/ui/ProblemNote";
import { DraftMapButton } from "./DraftMapButton";
import classes from "./ExplorePage.module.css";
import { LogContext, useLogValue } from "./log";
import { SelectionBar } from "./SelectionBar";
import { ViewRail } from "./ViewRail";
import { isView, VIEWS } from "./viewList";

/** What customers did: one log, many questions, asked of everybody or of some. */
export function ExplorePage({ view }: { view: string }) {
  const { t } = useTranslation("journeys");
  const events = useEvents();
  const log = useLogValue(events.data);
  const chosen = isView(view) ? view : "overview";
  const View = VIEWS[chosen];

  if (events.error instanceof ProblemError && events.error.code === "empty-log") return <NoJourneys />;
  if (events.error !== null)
    return (
      <Page title={t("title")}>
        <ProblemNote
          title={events.error.message}
          detail={events.error instanceof ProblemError ? events.error.detail : ""}
          onRetry={() => void events.refetch()}
        />
      </Page>
    );
  if (log === null) return <PageSkeleton />;
  const { result } = log;
  return (
    <Page
      wide
      title={t("title")}
      lead={t("lead", {
        customers: count(result.customers),
        events: count(result.events),
        first: date(result.first),
        last: date(result.last),
      })}
      actions={<DraftMapButton />}
    >
      <LogContext value={log}>
        <div className={classes.page}>
          <ViewRail chosen={chosen} />
          <div className={classes.main}>
            <SelectionBar />
            <Suspense fallback={<SectionSkeleton />}>
              <View />
            </Suspense>
          </div>
        </div>
      </LogContext>
    </Page>
  );
}

function NoJourneys() {
  const { t } = useTranslation("journeys");
  return (
    <Page title={t("title")}>
      <EmptyState title={t("empty.title")} lead={t("empty.lead")} hint={t("empty.hint")}>
        <Button component={Link} href="/data/import" size="md">
          {t("empty.action")}
        </Button>
      </EmptyState>
    </Page>
  );
}
