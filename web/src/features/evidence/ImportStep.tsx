import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { type ImportCounts, isOver, type Job, ProblemError, useCancelJob, useJob } from "@/api";
import { JobBar } from "@/ui/JobBar";
import { SectionSkeleton } from "@/ui/PageSkeleton";
import { ProblemNote } from "@/ui/ProblemNote";
import { ImportResult } from "./ImportResult";
import classes from "./ImportStep.module.css";

/** The result of an import job, if it has the shape of one. */
export function countsOf(job: Job): ImportCounts | null {
  const result = job.result;
  if (result === null || typeof result.source !== "string") return null;
  const number = (name: string) => (typeof result[name] === "number" ? result[name] : 0);
  return {
    read: number("read"),
    kept: number("kept"),
    put_aside: number("put_aside"),
    duplicates: number("duplicates"),
    customers: number("customers"),
    source: result.source,
    kind: typeof result.kind === "string" ? result.kind : "events",
  };
}

/** The import as it runs on the server, and what came of it. */
export function ImportStep({ jobId, onAgain }: { jobId: string; onAgain: () => void }) {
  const { t } = useTranslation("evidence");
  const { data: job, error } = useJob(jobId);
  const cancel = useCancelJob();
  if (error !== null)
    return <ProblemNote title={error.message} detail={error instanceof ProblemError ? error.detail : ""} />;
  if (job === undefined) return <SectionSkeleton />;
  if (!isOver(job))
    return (
      <div className={classes.running}>
        <JobBar {...job} secondsLeft={job.seconds_left} onCancel={() => cancel.mutate(jobId)} />
        <p className={classes.lead}>{t("job.lead")}</p>
      </div>
    );
  const counts = countsOf(job);
  if (job.state === "done" && counts !== null) return <ImportResult counts={counts} onAgain={onAgain} />;
  return (
    <div className={classes.running}>
      {job.state === "failed" ? (
        <ProblemNote title={t("job.failed")} detail={`${job.error ?? ""} ${t("job.failedHint")}`} />
      ) : (
        <p>{t("job.cancelled")}</p>
      )}
      <div>
        <Button onClick={onAgain}>{t("job.again")}</Button>
      </div>
    </div>
  );
}
