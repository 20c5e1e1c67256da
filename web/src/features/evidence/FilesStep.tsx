import { Button, Progress } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ProblemError, type Upload, uploadFile } from "@/api";
import { DropZone } from "@/ui/DropZone";
import { bytes, percent } from "@/ui/numbers";
import { ProblemNote } from "@/ui/ProblemNote";
import classes from "./FilesStep.module.css";

interface Sending {
  name: string;
  size: number;
  share: number;
}

export const ACCEPTED =
  ".csv,.tsv,.txt,.md,.json,.jsonl,.ndjson,.xlsx,.xlsm,.docx,.parquet,.xes,.xml,.sqlite,.db,.gz";

/** Takes the files, and sends them one after the other. */
export function FilesStep({ onUploaded }: { onUploaded: (ids: string[]) => void }) {
  const { t } = useTranslation("evidence");
  const [sending, setSending] = useState<readonly Sending[]>([]);
  const [problem, setProblem] = useState<{ name: string; error: Error } | null>(null);
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);

  const send = async (files: File[]) => {
    const controller = new AbortController();
    abort.current = controller;
    setProblem(null);
    setSending(files.map(({ name, size }) => ({ name, size, share: 0 })));
    const ids: string[] = [];
    for (const [index, file] of files.entries()) {
      const onProgress = (share: number) =>
        setSending((all) => all.map((one, at) => (at === index ? { ...one, share } : one)));
      try {
        ids.push((await uploadFile<Upload>("/api/uploads", file, onProgress, controller.signal)).id);
      } catch (error) {
        setSending([]);
        if (error instanceof DOMException && error.name === "AbortError") return;
        if (!(error instanceof Error)) throw error;
        setProblem({ name: file.name, error });
        return;
      }
      onProgress(1);
    }
    onUploaded(ids);
  };

  if (sending.length > 0)
    return (
      <div className={classes.sending}>
        <ul className={classes.list} aria-live="polite">
          {sending.map(({ name, size, share }) => (
            <li key={name}>
              <div className={classes.line}>
                <span>{t("drop.uploading", { name, size: bytes(size) })}</span>
                <span>{share === 1 ? t("drop.done") : t("drop.sent", { share: percent(share) })}</span>
              </div>
              <Progress value={100 * share} size={6} aria-label={name} />
            </li>
          ))}
        </ul>
        <div>
          <Button variant="default" onClick={() => abort.current?.abort()}>
            {t("drop.cancel")}
          </Button>
        </div>
      </div>
    );
  return (
    <>
      {problem !== null && (
        <ProblemNote
          title={t("drop.failed", { name: problem.name })}
          detail={`${problem.error.message} ${problem.error instanceof ProblemError ? problem.error.detail : ""}`}
        />
      )}
      <DropZone onFiles={(files) => void send(files)} buttonLabel={t("drop.or")} accept={ACCEPTED}>
        <h2 className={classes.title}>{t("drop.title")}</h2>
        <p className={classes.formats}>{t("drop.formats")}</p>
      </DropZone>
    </>
  );
}
