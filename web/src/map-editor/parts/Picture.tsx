import { ActionIcon, Modal } from "@mantine/core";
import { IconMaximize, IconPhotoOff } from "@tabler/icons-react";
import { useState } from "react";
import type { Card } from "@/map-model";
import { useEditor } from "../context";
import { targetOf } from "../layout/target";
import classes from "./Picture.module.css";
import { PictureChooser } from "./PictureChooser";

/** The picture of a card; in the lane of pictures it asks for one where there is none. */
export function CardPicture({ card, large = false }: { card: Card; large?: boolean }) {
  const { host, readOnly } = useEditor();
  if (card.image !== "")
    return <Picture image={card.image} words={card.image_text || card.text} large={large} />;
  if (readOnly || host.pictures?.store === undefined) return null;
  return <PictureChooser target={targetOf("card", card.id)} />;
}

export interface PictureProps {
  image: string;
  /** What it shows, for those who do not see it. */
  words: string;
  large?: boolean;
}

/** A small picture, and the same in large when it is asked for. */
export function Picture({ image, words, large = false }: PictureProps) {
  const { host, t } = useEditor();
  const [opened, setOpened] = useState(false);
  const [failed, setFailed] = useState(false);
  const alt = words === "" ? t("picture.noWords") : words;
  if (host.pictures === undefined || failed)
    return (
      <p className={classes.missing}>
        <IconPhotoOff size={16} aria-hidden="true" /> {failed ? t("picture.missing", { words: alt }) : alt}
      </p>
    );
  const address = host.pictures.address(image);
  return (
    <div className={classes.frame} data-large={large || undefined}>
      <img src={address} alt={alt} loading="lazy" draggable={false} onError={() => setFailed(true)} />
      <ActionIcon
        variant="default"
        size={26}
        className={classes.enlarge}
        aria-label={t("picture.enlarge", { words: alt })}
        onClick={(event) => {
          event.stopPropagation();
          setOpened(true);
        }}
      >
        <IconMaximize size={15} aria-hidden="true" />
      </ActionIcon>
      <Modal opened={opened} onClose={() => setOpened(false)} title={alt} size="auto" centered>
        <img src={address} alt={alt} className={classes.whole} />
      </Modal>
    </div>
  );
}
