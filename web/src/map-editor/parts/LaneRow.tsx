import { memo } from "react";
import { type Card, LANES_WITHOUT_CARDS, type Lane } from "@/map-model";
import { useEditor } from "../context";
import type { BlueprintLine } from "../layout/blueprint";
import type { Column, LaneCells } from "../layout/grid";
import { Cell } from "./Cell";
import { FoldedLine, FoldedStage } from "./FoldedCells";
import { GridPart } from "./GridPart";
import classes from "./Lane.module.css";
import { LaneLabel } from "./LaneLabel";
import { LaneLine } from "./LaneLine";
import { StepFieldCell } from "./StepFieldCell";

const NONE: readonly Card[] = [];

export interface LaneRowProps {
  lane: Lane;
  columns: readonly Column[];
  cells: LaneCells;
  row: number;
  folded: boolean;
  /** The line of a blueprint that runs over this lane. */
  line?: BlueprintLine;
}

/** One lane across all steps. A change in one lane leaves all others as they are drawn: they keep their very cells. */
export const LaneRow = memo(function LaneRow({ lane, columns, cells, row, folded, line }: LaneRowProps) {
  const { t } = useEditor();
  return (
    <GridPart role="row" aria-rowindex={row} className={classes.row} data-folded={folded || undefined}>
      {line !== undefined && <LaneLine line={line} />}
      <LaneLabel lane={lane} folded={folded}>
        {line !== undefined && <span className="sj-visually-hidden">, {t(`line.below.${line}`)}</span>}
      </LaneLabel>
      {columns.map((column, index) => (
        <Place key={column.step?.id ?? index} lane={lane} column={column} cells={cells} folded={folded} />
      ))}
    </GridPart>
  );
});

interface PlaceProps extends Pick<LaneRowProps, "lane" | "cells" | "folded"> {
  column: Column;
}

/** What stands where a lane meets a column. */
function Place({ lane, column, cells, folded }: PlaceProps) {
  const { step, first, color } = column;
  if (column.folded !== null) return <FoldedStage lane={lane} steps={column.folded} cells={cells} />;
  if (step === null) return <GridPart role="gridcell" className={classes.cell} data-first="" />;
  const cards = cells.get(step.id) ?? NONE;
  if (folded) return <FoldedLine lane={lane} step={step} cards={cards} first={first} />;
  const shared = { lane: lane.id, kind: lane.kind, first };
  return LANES_WITHOUT_CARDS.has(lane.kind) ? (
    <StepFieldCell {...shared} step={step} color={color} />
  ) : (
    <Cell {...shared} laneTitle={lane.title} step={step.id} stepTitle={step.title} cards={cards} />
  );
}
