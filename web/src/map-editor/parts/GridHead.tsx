import { IconPlus } from "@tabler/icons-react";
import type { CSSProperties } from "react";
import type { Measured } from "@/map-model";
import { count, date } from "@/ui/numbers";
import { addStage, addStep } from "../commands";
import { useEditor } from "../context";
import type { Grid, StageSpan } from "../layout/grid";
import { targetOf } from "../layout/target";
import { GridPart } from "./GridPart";
import { LinkStrip, useLinkLayout } from "./LinkStrip";
import classes from "./MapGrid.module.css";
import { StageHeader } from "./StageHeader";
import { StepHeader } from "./StepHeader";

/** The route: a band of stages over a row of stations. It stays at the top. */
export function GridHead({ grid, measured }: { grid: Grid; measured: Measured | null }) {
  const { t } = useEditor();
  const links = useLinkLayout(grid.columns);
  return (
    <GridPart
      role="rowgroup"
      className={classes.head}
      style={{ "--links": `${links.height}px` } as CSSProperties}
    >
      <GridPart role="row" aria-rowindex={1} className={classes.row}>
        <GridPart role="gridcell" className={classes.corner} />
        {grid.spans.map(({ stage, color, columns, folded }, index) => (
          <StageHeader
            key={stage.id}
            id={stage.id}
            title={stage.title}
            color={color}
            number={index + 1}
            columns={columns}
            folded={folded}
          />
        ))}
        <AddStage last={grid.spans.at(-1)} />
      </GridPart>
      <GridPart role="row" aria-rowindex={2} className={classes.row}>
        <GridPart role="gridcell" className={classes.corner}>
          {measured !== null && (
            <span className={classes.measured}>
              {t("numbers.from", { customers: count(measured.customers), date: date(measured.at) })}
            </span>
          )}
        </GridPart>
        <LinkStrip columns={grid.columns} layout={links} />
        {grid.spans.map((span) => (
          <Stations key={span.stage.id} span={span} />
        ))}
      </GridPart>
    </GridPart>
  );
}

function AddStage({ last }: { last: StageSpan | undefined }) {
  const editor = useEditor();
  const { t, session, readOnly } = editor;
  const add = () => {
    if (last !== undefined) session.select(targetOf("stage", last.stage.id));
    addStage.run(editor);
  };
  return (
    <GridPart role="gridcell" className={classes.tail}>
      {!readOnly && (
        <button type="button" className={classes.addStage} aria-label={t("commands.addStage")} onClick={add}>
          <IconPlus size={18} aria-hidden="true" />
        </button>
      )}
    </GridPart>
  );
}

/** The stations of one stage; a stage without steps asks for its first. */
function Stations({ span: { stage, color, steps, folded } }: { span: StageSpan }) {
  const editor = useEditor();
  const { t, session, readOnly } = editor;
  if (folded)
    return (
      <GridPart role="gridcell" className={classes.folded} data-color={color}>
        {t("fold.steps", { count: steps.length })}
      </GridPart>
    );
  if (steps.length > 0)
    return steps.map((step, index) => (
      <StepHeader
        key={step.id}
        id={step.id}
        title={step.title}
        color={color}
        importance={step.importance}
        momentOfTruth={step.moment_of_truth}
        numbers={step.numbers}
        first={index === 0}
        last={index === steps.length - 1}
      />
    ));
  const add = () => {
    session.select(targetOf("stage", stage.id));
    addStep.run(editor);
  };
  return (
    <GridPart role="gridcell" className={classes.empty} data-color={color}>
      <button type="button" className={classes.addStep} disabled={readOnly} onClick={add}>
        {t("commands.addStep")}
      </button>
    </GridPart>
  );
}
