import type { Card } from "@/map-model";
import { useEditor } from "../context";
import { targetOf } from "../layout/target";
import { EditableText } from "./EditableText";

/** The words of a card, written where they stand. */
export function CardText({ card }: { card: Card }) {
  const { t } = useEditor();
  return (
    <EditableText
      target={targetOf("card", card.id)}
      field="text"
      value={card.text}
      label={() => t("field.text")}
      placeholder={() => t("new.card")}
    />
  );
}
