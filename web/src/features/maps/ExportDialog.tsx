import { Button, Modal, Radio, SegmentedControl } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isOver, type Job, ProblemError, request, useCancelJob, useJob } from "@/api";
import { JobBar } from "@/ui/JobBar";
import { ProblemNote } from "@/ui/ProblemNote";
import classes from "./Dialogs.module.css";

const FORMATS = ["pdf", "png", "svg", "html", "yaml"] as const;
type Format = (typeof FORMATS)[number];

export interface ExportDialogProps {
  map: string;
  opened: boolean;
  onClose: () => void;
}

/** The map as a file: rendered as a job, then downloaded. */
export function ExportDialog({ map, opened, onClose }: ExportDialogProps) {
  const { t } = useTranslation("maps");
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("export.title")}
      size="md"
      closeButtonProps={{ "aria-label": t("export.close") }}
    >
      {opened && <Export map={map} />}
    </Modal>
  );
}

function Export({ map }: { map: string }) {
  const { t } = useTranslation("maps");
  const [format, setFormat] = useState<Format>("pdf");
  const [theme, setTheme] = useState("light");
  const start = useMutation({
    mutationFn: () => request<Job>(`/api/maps/${map}/renders`, { method: "POST", body: { format, theme } }),
  });
  const error = start.error;
  if (start.data !== undefined) return <Exporting job={start.data} format={format} onAnother={start.reset} />;
  return (
    <div className={classes.form}>
      <p className={classes.lead}>{t("export.lead")}</p>
      <Radio.Group label={t("export.format")} value={format} onChange={(value) => setFormat(value as Format)}>
        <div className={classes.choices}>
          {FORMATS.map((one) => (
            <Radio key={one} value={one} label={t(`export.${one}`)} description={t(`export.${one}Lead`)} />
          ))}
        </div>
      </Radio.Group>
      {format !== "yaml" && (
        <SegmentedControl
          aria-label={t("export.theme")}
          value={theme}
          onChange={setTheme}
          data={[
            { value: "light", label: t("export.light") },
            { value: "dark", label: t("export.dark") },
          ]}
        />
      )}
      {error !== null && (
        <ProblemNote
          title={error.message}
          detail={error instanceof ProblemError ? error.detail : undefined}
        />
      )}
      <Button loading={start.isPending} onClick={() => start.mutate()}>
        {t("export.start")}
      </Button>
    </div>
  );
}

interface ExportingProps {
  job: Job;
  format: Format;
  onAnother: () => void;
}

/** A file in the making, and its download. */
export function Exporting({ job: started, format, onAnother }: ExportingProps) {
  const { t } = useTranslation("maps");
  const cancel = useCancelJob();
  const job = useJob(started.id).data ?? started;
  return (
    <div className={classes.form}>
      <JobBar {...job} secondsLeft={job.seconds_left} onCancel={() => cancel.mutate(job.id)} />
      {job.state === "failed" && <ProblemNote title={job.title} detail={job.error ?? undefined} />}
      {job.state === "done" && (
        <Button
          component="a"
          href={`/api/jobs/${job.id}/file`}
          download
          data-autofocus
          leftSection={<IconDownload size={18} aria-hidden="true" />}
        >
          {t("export.download", { format: t(`export.${format}`) })}
        </Button>
      )}
      {isOver(job) && (
        <Button variant="subtle" onClick={onAnother}>
          {t("export.another")}
        </Button>
      )}
    </div>
  );
}
