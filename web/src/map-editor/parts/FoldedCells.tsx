import { memo } from "react";
import { type Card, LANES_WITHOUT_CARDS, type Lane, type Step } from "@/map-model";
import { linesOf, textOfCell } from "../clipboard/values";
import { useEditor, useMarks } from "../context";
import type { LaneCells } from "../layout/grid";
import { cellOf } from "../layout/target";
import classes from "./Fold.module.css";
import { GridPart } from "./GridPart";
import lanes from "./Lane.module.css";

interface LineProps {
  lane: Lane;
  step: Step;
  cards: readonly Card[];
  first: boolean;
}

/** A cell of a folded lane: its first words in one line, and how many more cards there are. */
export const FoldedLine = memo(function FoldedLine({ lane, step, cards, first }: LineProps) {
  const { t } = useEditor();
  const target = cellOf(lane.id, step.id);
  const { selected, inRange, corner, filling, held } = useMarks(target);
  const [words = ""] = linesOf(textOfCell(lane, step, cards));
  const shown =
    lane.kind === "importance" && step.importance !== null ? t(`importance.${step.importance}`) : words;
  return (
    <GridPart
      role="gridcell"
      aria-selected={selected || inRange}
      aria-label={shown === "" ? t("label.cell", { lane: lane.title, step: step.title }) : undefined}
      className={`${lanes.cell} ${classes.line}`}
      data-first={first || undefined}
      data-range={inRange || undefined}
      data-filling={filling || undefined}
      data-corner={corner || undefined}
      data-drop={held}
      data-target={target}
      tabIndex={selected ? 0 : -1}
    >
      <span className={classes.words}>{shown}</span>
      {cards.length > 1 && (
        <span className={classes.more}>{t("fold.more", { count: cards.length - 1 })}</span>
      )}
    </GridPart>
  );
});

/** Where a lane meets a folded stage: how many cards lie there. */
export function FoldedStage({
  lane,
  steps,
  cells,
}: {
  lane: Lane;
  steps: readonly Step[];
  cells: LaneCells;
}) {
  const { t } = useEditor();
  const count = steps.reduce((sum, step) => sum + (cells.get(step.id)?.length ?? 0), 0);
  return (
    <GridPart role="gridcell" className={`${lanes.cell} ${classes.count}`} data-first="">
      {LANES_WITHOUT_CARDS.has(lane.kind) || count === 0 ? null : t("fold.cards", { count })}
    </GridPart>
  );
}
