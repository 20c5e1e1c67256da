import { Button, FileButton, Progress } from "@mantine/core";
import { IconPhotoPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useEditor } from "../context";
import type { Target } from "../layout/target";
import { PICTURE_TYPES, placePicture, problemOfFile } from "../pictures";
import classes from "./Picture.module.css";

/** Chooses a picture file for a card or a step, shows it going, and says in words why one is refused. */
export function PictureChooser({ target, again = false }: { target: Target; again?: boolean }) {
  const editor = useEditor();
  const { host, t } = editor;
  const [share, setShare] = useState<number | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const store = host.pictures?.store;
  if (store === undefined) return null;
  const send = (file: File | null) => {
    if (file === null) return;
    const wrong = problemOfFile(file);
    setProblem(wrong === null ? null : t(`picture.problem.${wrong}`, { name: file.name }));
    if (wrong !== null) return;
    setShare(0);
    store(file, setShare)
      .then((image) => placePicture(editor, target, image))
      .catch((error: unknown) => setProblem(error instanceof Error ? error.message : String(error)))
      .finally(() => setShare(null));
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keeps clicks on the button from opening the card's text.
    <div className={classes.chooser} role="presentation" onClick={(event) => event.stopPropagation()}>
      <FileButton accept={PICTURE_TYPES.join(",")} onChange={send}>
        {(props) => (
          <Button
            {...props}
            variant="default"
            size="compact-sm"
            disabled={share !== null}
            leftSection={<IconPhotoPlus size={16} aria-hidden="true" />}
          >
            {t(again ? "picture.chooseAnother" : "picture.choose")}
          </Button>
        )}
      </FileButton>
      {share !== null && (
        <Progress value={share * 100} size="sm" className={classes.bar} aria-label={t("picture.sending")} />
      )}
      {problem !== null && (
        <p className={classes.problem} role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
