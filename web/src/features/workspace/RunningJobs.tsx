import { useTranslation } from "react-i18next";
import { isOver, useCancelJob, useJobs } from "@/api";
import { JobBar } from "@/ui/JobBar";
import classes from "./RunningJobs.module.css";

/** What is being worked on right now, if anything. */
export function RunningJobs() {
  const { t } = useTranslation("workspace");
  const running = (useJobs().data ?? []).filter((job) => !isOver(job));
  const cancel = useCancelJob();
  if (running.length === 0) return null;
  return (
    <section className={classes.running} aria-label={t("running")}>
      {running.map((job) => (
        <JobBar key={job.id} {...job} secondsLeft={job.seconds_left} onCancel={() => cancel.mutate(job.id)} />
      ))}
    </section>
  );
}
