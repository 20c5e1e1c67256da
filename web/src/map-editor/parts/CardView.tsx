import { memo } from "react";
import { type Card, CLAIMING, type LaneKind } from "@/map-model";
import { useEditor, useMarks } from "../context";
import { GradeMark } from "../evidence/GradeMark";
import { targetOf } from "../layout/target";
import classes from "./Card.module.css";
import { CardBody } from "./CardBody";
import { CommentMark } from "./CommentMark";
import { DifferenceMark } from "./DifferenceMark";
import { dragMarks } from "./drag";
import { GridPart } from "./GridPart";
import { MenuButton } from "./MenuButton";
import { said } from "./said";

/** A card: what stands in a cell. */
export const CardView = memo(function CardView({ card, kind }: { card: Card; kind: LaneKind }) {
  const { t, readOnly } = useEditor();
  const target = targetOf("card", card.id);
  const { selected, inRange, editing, held } = useMarks(target);
  return (
    <>
      <GridPart
        role="group"
        aria-label={said(t, `card ${kind}`, () => t("label.card", { kind: t(`kind.${kind}`) }))}
        className={classes.card}
        data-kind={kind}
        data-role={card.role ?? undefined}
        data-selected={selected || undefined}
        data-range={inRange || undefined}
        data-drop={held}
        data-target={target}
        {...(readOnly ? null : dragMarks("y", !editing))}
        tabIndex={selected ? 0 : -1}
      >
        <CardBody card={card} kind={kind} />
        <GradeMark id={card.id} claims={CLAIMING.has(kind)} />
        <CommentMark target={target} />
        <DifferenceMark target={target} framed />
      </GridPart>
      {/* Beside the card: it stands in the cell's own strip, where it covers no words. */}
      {selected && !editing && <MenuButton target={target} />}
    </>
  );
});
