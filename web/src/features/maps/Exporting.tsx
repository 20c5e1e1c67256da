import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { isOver, type Job, useCancelJob, useJob } from "@/api";
import { JobBar } from "@/ui/JobBar";
import { bytes } from "@/ui/numbers";
import { ProblemNote } from "@/ui/ProblemNote";
import classes from "./Dialogs.module.css";

interface MadeFile {
  name: string;
  size: number;
  warnings: string[];
  /** Jobs of older versions have none. */
  left_out?: string[];
}

interface ExportingProps {
  job: Job;
  /** What the format is called. */
  format: string;
  onAnother: () => void;
}

/** A file in the making, its download, and what it does not say. */
export function Exporting({ job: started, format, onAnother }: ExportingProps) {
  const { t } = useTranslation("maps");
  const cancel = useCancelJob();
  const job = useJob(started.id).data ?? started;
  const made = job.state === "done" ? (job.result as MadeFile | null) : null;
  return (
    <div className={classes.form}>
      <JobBar {...job} secondsLeft={job.seconds_left} onCancel={() => cancel.mutate(job.id)} />
      {job.state === "failed" && <ProblemNote title={job.title} detail={job.error ?? undefined} />}
      {made !== null && (
        <p className={classes.lead}>{t("export.ready", { name: made.name, size: bytes(made.size) })}</p>
      )}
      {job.state === "done" && (
        <Button
          component="a"
          href={`/api/jobs/${job.id}/file`}
          download
          data-autofocus
          leftSection={<IconDownload size={18} aria-hidden="true" />}
        >
          {t("export.download", { format })}
        </Button>
      )}
      {made !== null && <Notes title={t("export.warnings")} notes={made.warnings} />}
      {made !== null && <Notes title={t("export.leftOut")} notes={made.left_out ?? []} />}
      {isOver(job) && (
        <Button variant="subtle" onClick={onAnother}>
          {t("export.another")}
        </Button>
      )}
    </div>
  );
}

function Notes({ title, notes }: { title: string; notes: readonly string[] }) {
  if (notes.length === 0) return null;
  return (
    <section className={classes.group}>
      <h3>{title}</h3>
      <ul className={classes.notes}>
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </section>
  );
}
