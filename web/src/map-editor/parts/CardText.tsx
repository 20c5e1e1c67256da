import type { Card } from "@/map-model";
import { useEditor } from "../context";
import { targetOf } from "../layout/target";
import { EditableText } from "./EditableText";
import { said } from "./said";

/** The words of a card, written where they stand. */
export function CardText({ card }: { card: Card }) {
  const { t } = useEditor();
  return (
    <EditableText
      target={targetOf("card", card.id)}
      field="text"
      value={card.text}
      label={said(t, "field.text", () => t("field.text"))}
      placeholder={said(t, "new.card", () => t("new.card"))}
    />
  );
}
