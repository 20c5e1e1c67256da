import { Button, Modal, Radio } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Job, ProblemError, request } from "@/api";
import { ProblemNote } from "@/ui/ProblemNote";
import classes from "./Dialogs.module.css";
import { Exporting } from "./Exporting";
import { DRAWN, type Format, GROUPS, useNotations } from "./exportFormats";
import { Choice, type Paper, PaperOptions } from "./PaperOptions";

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
      size="xl"
      closeButtonProps={{ "aria-label": t("export.close") }}
    >
      {opened && <Export map={map} />}
    </Modal>
  );
}

const PAPER: Paper = { paper: "poster", pages: "one", orientation: "landscape" };

function Export({ map }: { map: string }) {
  const { t } = useTranslation("maps");
  const [format, setFormat] = useState<string>("pdf");
  const [theme, setTheme] = useState<"light" | "dark">("light");
  const [paper, setPaper] = useState(PAPER);
  const notations = useNotations();
  const start = useMutation({
    mutationFn: () =>
      request<Job>(`/api/maps/${map}/renders`, { method: "POST", body: { format, theme, ...paper } }),
  });
  const error = start.error;
  const title = (name: string) =>
    notations.find((one) => one.name === name)?.title ?? t(`export.${name as Format}`);
  if (start.data !== undefined)
    return <Exporting job={start.data} format={title(format)} onAnother={start.reset} />;
  return (
    <div className={classes.form}>
      <p className={classes.lead}>{t("export.lead")}</p>
      <Radio.Group aria-label={t("export.format")} value={format} onChange={setFormat}>
        {GROUPS.map(({ group, formats }) => (
          <section key={group} className={classes.group}>
            <h3>{t(`export.groups.${group}`)}</h3>
            <div className={classes.formats}>
              {formats.map((one) => (
                <Radio
                  key={one}
                  value={one}
                  label={t(`export.${one}`)}
                  description={t(`export.${one}Lead`)}
                />
              ))}
            </div>
          </section>
        ))}
        {notations.length > 0 && (
          <details className={classes.group}>
            <summary>{t("export.groups.tools")}</summary>
            <div className={classes.formats}>
              {notations.map((one) => (
                <Radio key={one.name} value={one.name} label={one.title} description={one.carries} />
              ))}
            </div>
          </details>
        )}
      </Radio.Group>
      {format === "pdf" && <PaperOptions value={paper} onChange={setPaper} />}
      {DRAWN.has(format) && (
        <Choice
          label={t("export.theme")}
          value={theme}
          onChange={setTheme}
          choices={[
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
