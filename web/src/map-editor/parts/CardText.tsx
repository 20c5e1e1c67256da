import { useTranslation } from "react-i18next";
import type { Card } from "@/map-model";
import { targetOf } from "../layout/target";
import { EditableText } from "./EditableText";

/** The words of a card, written where they stand. */
export function CardText({ card }: { card: Card }) {
  const { t } = useTranslation("map-editor");
  return (
    <EditableText
      target={targetOf("card", card.id)}
      field="text"
      value={card.text}
      label={t("field.text")}
      placeholder={t("new.card")}
    />
  );
}
