import { memo, useRef } from "react";
import { type Card, cardsIn, type LaneKind } from "@/map-model";
import { change, useEditor, useIsEditing, useIsSelected } from "../context";
import { mayHold, placeCard } from "../layout/edits";
import { idOf, kindOf, targetOf } from "../layout/target";
import classes from "./Card.module.css";
import { CardBody } from "./CardBody";
import { CommentMark } from "./CommentMark";
import { useDrag } from "./drag";
import { GridPart } from "./GridPart";
import { MenuButton } from "./MenuButton";

/** A card: what stands in a cell. */
export const CardView = memo(function CardView({ card, kind }: { card: Card; kind: LaneKind }) {
  const editor = useEditor();
  const { live, readOnly, t } = editor;
  const target = targetOf("card", card.id);
  const selected = useIsSelected(target);
  const editing = useIsEditing(target);
  const ref = useRef<HTMLDivElement>(null);
  useDrag(ref, {
    source: editing || readOnly ? null : target,
    zone: {
      axis: "y",
      accepts: (from) => {
        const { document } = live.getState();
        const dragged = document.cards[idOf(from)];
        const here = document.lanes[card.lane];
        return (
          kindOf(from) === "card" && dragged !== undefined && here !== undefined && mayHold(here, dragged)
        );
      },
      onDrop: (from, after) => {
        const { document } = live.getState();
        const dragged = document.cards[idOf(from)];
        if (dragged === undefined) return;
        const others = cardsIn(document, card.lane, card.step).filter((one) => one.id !== dragged.id);
        const index = others.findIndex((one) => one.id === card.id) + (after ? 1 : 0);
        change(editor, placeCard(document, dragged, card.lane, card.step, index));
      },
    },
  });
  return (
    <GridPart
      ref={ref}
      role="group"
      aria-label={t("label.card", { kind: t(`kind.${kind}`) })}
      className={classes.card}
      data-kind={kind}
      data-role={card.role ?? undefined}
      data-selected={selected || undefined}
      data-target={target}
      tabIndex={selected ? 0 : -1}
    >
      <CardBody card={card} kind={kind} />
      <CommentMark target={target} />
      {selected && !editing && <MenuButton target={target} />}
    </GridPart>
  );
});
