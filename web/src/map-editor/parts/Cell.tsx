import { IconPlus } from "@tabler/icons-react";
import { memo, useRef } from "react";
import { type Card, cardsIn, type LaneKind } from "@/map-model";
import { change, useEditor, useIsEditing, useIsSelected } from "../context";
import { mayHold, placeCard } from "../layout/edits";
import { sameCards } from "../layout/grid";
import { cellOf, idOf, kindOf } from "../layout/target";
import { CardView } from "./CardView";
import { CommentMark } from "./CommentMark";
import { useDrag } from "./drag";
import { GridPart } from "./GridPart";
import classes from "./Lane.module.css";
import { NewCard } from "./NewCard";

export interface CellProps {
  lane: string;
  laneTitle: string;
  kind: LaneKind;
  step: string;
  stepTitle: string;
  cards: readonly Card[];
  first: boolean;
}

const same = (a: CellProps, b: CellProps): boolean =>
  a.lane === b.lane &&
  a.laneTitle === b.laneTitle &&
  a.kind === b.kind &&
  a.step === b.step &&
  a.stepTitle === b.stepTitle &&
  a.first === b.first &&
  sameCards(a.cards, b.cards);

/** Where a step and a lane meet. */
export const Cell = memo(function Cell({ lane, laneTitle, kind, step, stepTitle, cards, first }: CellProps) {
  const editor = useEditor();
  const { t, live, readOnly } = editor;
  const target = cellOf(lane, step);
  const selected = useIsSelected(target);
  const writing = useIsEditing(target);
  const ref = useRef<HTMLDivElement>(null);
  useDrag(ref, {
    source: null,
    zone: {
      axis: null,
      accepts: (from) => {
        const { document } = live.getState();
        const card = document.cards[idOf(from)];
        const here = document.lanes[lane];
        return kindOf(from) === "card" && card !== undefined && here !== undefined && mayHold(here, card);
      },
      onDrop: (from) => {
        const { document } = live.getState();
        const card = document.cards[idOf(from)];
        if (card !== undefined)
          change(editor, placeCard(document, card, lane, step, cardsIn(document, lane, step).length));
      },
    },
  });
  return (
    <GridPart
      ref={ref}
      role="gridcell"
      aria-selected={selected}
      aria-label={cards.length === 0 ? t("label.cell", { lane: laneTitle, step: stepTitle }) : undefined}
      className={classes.cell}
      data-first={first || undefined}
      data-filled={cards.length > 0 || undefined}
      data-target={target}
      tabIndex={selected ? 0 : -1}
    >
      {cards.map((card) => (
        <CardView key={card.id} card={card} kind={kind} />
      ))}
      <CommentMark target={target} />
      {writing && <NewCard lane={lane} step={step} />}
      {!writing && !readOnly && (
        <button
          type="button"
          className={classes.add}
          data-action="add"
          tabIndex={-1}
          aria-label={t("label.add")}
        >
          <IconPlus size={16} aria-hidden="true" />
        </button>
      )}
    </GridPart>
  );
}, same);
