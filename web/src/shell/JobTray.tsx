import { ActionIcon, Anchor, Indicator, Popover } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconProgress } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { isOver, type Job, useCancelJob, useJobs, useRefreshAfterJobs } from "@/api";
import { JobBar } from "@/ui/JobBar";
import classes from "./JobTray.module.css";

const RECENT = 4;

function resultHref(job: Job): string | null {
  if (job.state !== "done") return null;
  if (job.kind === "render") return `/api/jobs/${job.id}/file`;
  if (job.kind === "draft")
    return typeof job.result?.map_id === "string" ? `/maps/${job.result.map_id}` : "/maps";
  if (job.kind === "words") return "/words";
  if (job.kind === "replay")
    return typeof job.result?.map_id === "string" ? `/maps/${job.result.map_id}` : "/maps";
  return job.kind === "import" ? "/explore/overview" : "/data";
}

function TrayJob({ job }: { job: Job }) {
  const { t } = useTranslation("shell");
  const cancel = useCancelJob();
  const href = resultHref(job);
  return (
    <li>
      <JobBar {...job} secondsLeft={job.seconds_left} onCancel={() => cancel.mutate(job.id)} />
      {job.error !== null && job.error !== "" && <p className={classes.error}>{job.error}</p>}
      {href !== null &&
        (job.kind === "render" ? (
          <Anchor href={href} size="sm" download>
            {t("jobs.result.render")}
          </Anchor>
        ) : (
          <Anchor component={Link} href={href} size="sm">
            {t(`jobs.result.${job.kind}`)}
          </Anchor>
        ))}
    </li>
  );
}

/** Says aloud when a job that was seen running is over, and has the views ask anew. */
function useAnnounceFinished(jobs: readonly Job[]): void {
  const { t } = useTranslation("shell");
  const refresh = useRefreshAfterJobs();
  const running = useRef(new Set<string>());
  useEffect(() => {
    for (const job of jobs) {
      if (!isOver(job)) {
        running.current.add(job.id);
      } else if (running.current.delete(job.id)) {
        refresh();
        if (job.state === "done") notifications.show({ message: t("jobs.finished", { title: job.title }) });
        if (job.state === "failed")
          notifications.show({
            color: "barrier",
            title: t("jobs.failed", { title: job.title }),
            message: job.error ?? "",
          });
      }
    }
  }, [jobs, refresh, t]);
}

const NO_JOBS: readonly Job[] = [];

/** The jobs of this workspace. They live on the server, so a reload loses nothing. */
export function JobTray() {
  const { t } = useTranslation("shell");
  const jobs = useJobs().data ?? NO_JOBS;
  useAnnounceFinished(jobs);
  const running = jobs.filter((job) => !isOver(job));
  const recent = jobs.filter(isOver).slice(0, RECENT);
  const label = running.length > 0 ? t("jobs.running", { count: running.length }) : t("jobs.open");
  return (
    <Popover position="right-end" width={320} withinPortal trapFocus>
      <Indicator disabled={running.length === 0} processing size={10} offset={6}>
        <Popover.Target>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={label}>
            <IconProgress size={20} stroke={1.7} />
          </ActionIcon>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown>
        <h2 className={classes.title}>{t("jobs.label")}</h2>
        {running.length + recent.length === 0 && (
          <p className={classes.none}>
            <strong>{t("jobs.none")}</strong> {t("jobs.noneDetail")}
          </p>
        )}
        <ul className={classes.list}>
          {[...running, ...recent].map((job) => (
            <TrayJob key={job.id} job={job} />
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}
