import { IconPlus } from "@tabler/icons-react";
import { memo } from "react";
import type { Card, LaneKind } from "@/map-model";
import { useEditor, useMarks } from "../context";
import { sameCards } from "../layout/grid";
import { cellOf } from "../layout/target";
import { CardView } from "./CardView";
import { CommentMark } from "./CommentMark";
import { DifferenceMark } from "./DifferenceMark";
import { dragMarks } from "./drag";
import { GridPart } from "./GridPart";
import classes from "./Lane.module.css";
import { NewCard, newCardOf } from "./NewCard";
import { said } from "./said";

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
  const { t, session, readOnly } = useEditor();
  const target = cellOf(lane, step);
  const { selected, inRange, editing: writing, held, corner, filling } = useMarks(target);
  return (
    <GridPart
      role="gridcell"
      aria-selected={selected || inRange}
      aria-label={cards.length === 0 ? t("label.cell", { lane: laneTitle, step: stepTitle }) : undefined}
      className={classes.cell}
      data-first={first || undefined}
      data-filled={cards.length > 0 || undefined}
      data-range={inRange || undefined}
      data-filling={filling || undefined}
      data-corner={corner || undefined}
      data-drop={held}
      data-target={target}
      {...(readOnly ? null : dragMarks("into", false))}
      tabIndex={selected ? 0 : -1}
    >
      {(writing ? cards.filter(({ id }) => id !== newCardOf(session.getState().writing)) : cards).map(
        (card) => (
          <CardView key={card.id} card={card} kind={kind} />
        ),
      )}
      <CommentMark target={target} />
      <DifferenceMark target={target} />
      {writing && <NewCard lane={lane} step={step} />}
      {corner && !readOnly && <span className={classes.fill} data-fill="" />}
      {!writing && !readOnly && (
        <button
          type="button"
          className={classes.add}
          data-action="add"
          tabIndex={-1}
          aria-label={said(t, "label.add", () => t("label.add"))}
        >
          <IconPlus size={16} aria-hidden="true" />
        </button>
      )}
    </GridPart>
  );
}, same);
