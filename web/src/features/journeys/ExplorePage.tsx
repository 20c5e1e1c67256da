import { Button } from "@mantine/core";
import { lazy, Suspense } from "react";
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

const VIEWS = {
  overview: lazy(() => import("./OverviewView").then((module) => ({ default: module.OverviewView }))),
  transitions: lazy(() =>
    import("./TransitionsView").then((module) => ({ default: module.TransitionsView })),
  ),
  funnel: lazy(() => import("./FunnelView").then((module) => ({ default: module.FunnelView }))),
  flow: lazy(() => import("./FlowView").then((module) => ({ default: module.FlowView }))),
  variants: lazy(() => import("./VariantsView").then((module) => ({ default: module.VariantsView }))),
  times: lazy(() => import("./TimesView").then((module) => ({ default: module.TimesView }))),
} as const;

type ViewName = keyof typeof VIEWS;

const isView = (name: string): name is ViewName => name in VIEWS;

/** What customers did: six questions to one log. */
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
      <nav className={classes.views} aria-label={t("views.label")}>
        {Object.keys(VIEWS).map((name) => (
          <Link
            key={name}
            href={`/explore/${name}`}
            className={classes.view}
            aria-current={name === chosen ? "page" : undefined}
          >
            {t(`views.${name}`)}
          </Link>
        ))}
      </nav>
      <LogContext value={log}>
        <Suspense fallback={<SectionSkeleton />}>
          <View />
        </Suspense>
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
