import { Loader } from "@mantine/core";
import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { DropZone } from "@/ui/DropZone";
import classes from "./Dialogs.module.css";
import { FilePreview } from "./FilePreview";
import preview from "./FilePreview.module.css";
import { fileOn, type Kinds, type MapFile, useMapFormats, useReadFile } from "./readFile";
import { Trouble } from "./Trouble";

const PASTE = /Mac|iPhone|iPad/.test(navigator.userAgent) ? "⌘V" : "Ctrl+V";
const NO_KINDS: Kinds = {};

/** A map out of a file: dropped, chosen or pasted, looked at, then created. */
export function FromFile() {
  const { t } = useTranslation("maps");
  const formats = useMapFormats();
  const read = useReadFile();
  const [kinds, setKinds] = useState(NO_KINDS);
  const [found, setFound] = useState<MapFile | null>(null);
  const name = t("new.filePasted");
  const { mutate } = read;
  const look = useCallback(
    (file: File, chosen: Kinds) => {
      setKinds(chosen);
      mutate({ file, kinds: chosen }, { onSuccess: setFound });
    },
    [mutate],
  );

  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const isTyping =
        event.target instanceof HTMLElement && event.target.closest("input, textarea") !== null;
      const file = event.clipboardData === null || isTyping ? null : fileOn(event.clipboardData, name);
      if (file === null) return;
      event.preventDefault();
      look(file, NO_KINDS);
    };
    document.addEventListener("paste", paste);
    return () => document.removeEventListener("paste", paste);
  }, [look, name]);

  const file = read.variables?.file;
  if (found !== null && file !== undefined) {
    const format = formats.data?.find((one) => one.name === found.format);
    return (
      <>
        <Trouble error={read.error} />
        <FilePreview
          key={`${file.name} ${file.size} ${file.lastModified}`}
          found={found}
          format={format?.title ?? found.format}
          guesses={format?.guesses ?? false}
          busy={read.isPending}
          onKind={(lane, kind) => look(file, { ...kinds, [lane]: kind })}
          onAnother={() => {
            setFound(null);
            read.reset();
          }}
        />
      </>
    );
  }
  if (read.isPending)
    return (
      <div className={classes.form} role="status">
        <Loader size="sm" />
        {t("new.fileReading", { name: file?.name })}
      </div>
    );
  const readable = formats.data?.filter((one) => one.reads).flatMap((one) => one.extensions) ?? [];
  return (
    <div className={classes.form}>
      <Trouble error={read.error} />
      <DropZone
        onFiles={([first]) => {
          if (first !== undefined) look(first, NO_KINDS);
        }}
        buttonLabel={t("new.fileChoose")}
        accept={[...readable, "txt"].map((extension) => `.${extension}`).join(",")}
      >
        <p className={preview.sentence}>{t("new.fileLead")}</p>
        <p className={preview.sentence}>{t("new.filePaste", { keys: PASTE })}</p>
      </DropZone>
    </div>
  );
}
