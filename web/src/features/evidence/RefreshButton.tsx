import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Source, type Upload, uploadFile, useRefreshSource } from "@/api";
import { ACCEPTED } from "./FilesStep";

export interface RefreshButtonProps {
  source: Source;
  onStarted: (jobId: string) => void;
}

/** Takes a newer export of a source; it is read as the first one was, and only what is new is added. */
export function RefreshButton({ source, onStarted }: RefreshButtonProps) {
  const { t } = useTranslation("evidence");
  const input = useRef<HTMLInputElement>(null);
  const [sending, setSending] = useState(false);
  const refresh = useRefreshSource();
  const failed = (error: Error) =>
    notifications.show({ color: "barrier", title: t("sources.refreshFailed"), message: error.message });

  const send = async (files: File[]) => {
    if (files.length === 0) return;
    setSending(true);
    try {
      const uploads: string[] = [];
      for (const file of files)
        uploads.push((await uploadFile<Upload>("/api/uploads", file, () => undefined)).id);
      onStarted((await refresh.mutateAsync({ source: source.source, uploads })).id);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      failed(error);
    } finally {
      setSending(false);
    }
  };
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={ACCEPTED}
        aria-label={t("sources.refreshNamed", { name: source.name })}
        onChange={({ currentTarget }) => {
          void send([...(currentTarget.files ?? [])]);
          currentTarget.value = "";
        }}
      />
      <Button
        variant="subtle"
        size="compact-sm"
        loading={sending}
        aria-label={t("sources.refreshNamed", { name: source.name })}
        onClick={() => input.current?.click()}
      >
        {t("sources.refresh")}
      </Button>
    </>
  );
}
