import { Button, Checkbox, Modal } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Job, ProblemError, request } from "@/api";
import { ProblemNote } from "@/ui/ProblemNote";
import classes from "./Dialogs.module.css";
import type { ExportDialogProps } from "./ExportDialog";
import { Exporting } from "./Exporting";
import { type Paper, PaperOptions } from "./PaperOptions";

const PAPER: Paper = { paper: "a4", pages: "one", orientation: "landscape" };

/** The map on paper: pages made by the renderer, which knows paper better than a browser does. */
export function PrintDialog({ map, opened, onClose }: ExportDialogProps) {
  const { t } = useTranslation("maps");
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("print.title")}
      size="md"
      closeButtonProps={{ "aria-label": t("export.close") }}
    >
      {opened && <Print map={map} />}
    </Modal>
  );
}

function Print({ map }: { map: string }) {
  const { t } = useTranslation("maps");
  const [paper, setPaper] = useState(PAPER);
  const [blank, setBlank] = useState(false);
  const start = useMutation({
    mutationFn: () =>
      request<Job>(`/api/maps/${map}/renders`, {
        method: "POST",
        body: { format: "pdf", theme: "light", ...paper, blank },
      }),
  });
  const error = start.error;
  if (start.data !== undefined)
    return <Exporting job={start.data} format={t("export.pdf")} onAnother={start.reset} />;
  return (
    <div className={classes.form}>
      <p className={classes.lead}>{t("print.lead")}</p>
      <PaperOptions value={paper} onChange={setPaper} />
      <Checkbox
        label={t("print.blank")}
        description={t("print.blankLead")}
        checked={blank}
        onChange={(event) => setBlank(event.currentTarget.checked)}
      />
      {error !== null && (
        <ProblemNote
          title={error.message}
          detail={error instanceof ProblemError ? error.detail : undefined}
        />
      )}
      <Button loading={start.isPending} onClick={() => start.mutate()}>
        {t("print.start")}
      </Button>
    </div>
  );
}
