import { Button } from "@mantine/core";
import { IconPhotoX } from "@tabler/icons-react";
import { useEditor } from "../context";
import type { Target } from "../layout/target";
import { Picture } from "../parts/Picture";
import { PictureChooser } from "../parts/PictureChooser";
import { TextField, useSet } from "./fields";
import classes from "./Inspector.module.css";

export interface PictureFieldProps {
  target: Target;
  image: string;
  words: string;
}

/** The picture of a card or a step, and what it shows in words. */
export function PictureField({ target, image, words }: PictureFieldProps) {
  const { t, host, readOnly } = useEditor();
  const set = useSet(target);
  if (image === "" && (readOnly || host.pictures?.store === undefined)) return null;
  return (
    <div className={classes.group}>
      <span className={classes.groupLabel}>{t("field.picture")}</span>
      {image !== "" && <Picture image={image} words={words} large />}
      {!readOnly && (
        <div className={classes.buttons}>
          <PictureChooser target={target} again={image !== ""} />
          {image !== "" && (
            <Button
              variant="subtle"
              color="gray"
              size="compact-sm"
              leftSection={<IconPhotoX size={16} aria-hidden="true" />}
              onClick={() => set({ image: "", image_text: "" })}
            >
              {t("picture.takeOff")}
            </Button>
          )}
        </div>
      )}
      {image !== "" && (
        <TextField
          target={target}
          field="image_text"
          value={words}
          label={t("picture.words")}
          description={t("picture.wordsHint")}
          lines={1}
        />
      )}
    </div>
  );
}
