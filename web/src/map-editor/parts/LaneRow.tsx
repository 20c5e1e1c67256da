import { memo } from "react";
import { type Card, cellKey, LANES_WITHOUT_CARDS, type Lane } from "@/map-model";
import { useEditor } from "../context";
import type { BlueprintLine } from "../layout/blueprint";
import type { Column, Grid } from "../layout/grid";
import { Cell } from "./Cell";
import { GridPart } from "./GridPart";
import classes from "./Lane.module.css";
import { LaneLabel } from "./LaneLabel";
import { LaneLine } from "./LaneLine";
import { StepFieldCell } from "./StepFieldCell";

const NONE: readonly Card[] = [];

export interface LaneRowProps {
  lane: Lane;
  columns: readonly Column[];
  cells: Grid["cells"];
  row: number;
  /** The line of a blueprint that runs over this lane. */
  line?: BlueprintLine;
}

/** One lane across all steps. */
export const LaneRow = memo(function LaneRow({ lane, columns, cells, row, line }: LaneRowProps) {
  const { t } = useEditor();
  return (
    <GridPart role="row" aria-rowindex={row} className={classes.row}>
      {line !== undefined && <LaneLine line={line} />}
      <LaneLabel lane={lane}>
        {line !== undefined && <span className="sj-visually-hidden">, {t(`line.below.${line}`)}</span>}
      </LaneLabel>
      {columns.map(({ step, first, color }, index) => {
        if (step === null)
          // biome-ignore lint/suspicious/noArrayIndexKey: an empty stage has no other name.
          return <GridPart key={index} role="gridcell" className={classes.cell} data-first="" />;
        const shared = { lane: lane.id, kind: lane.kind, first };
        return LANES_WITHOUT_CARDS.has(lane.kind) ? (
          <StepFieldCell key={step.id} {...shared} step={step} color={color} />
        ) : (
          <Cell
            key={step.id}
            {...shared}
            laneTitle={lane.title}
            step={step.id}
            stepTitle={step.title}
            cards={cells.get(cellKey(lane.id, step.id)) ?? NONE}
          />
        );
      })}
    </GridPart>
  );
});
