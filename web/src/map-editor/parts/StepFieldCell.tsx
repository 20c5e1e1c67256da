import { memo } from "react";
import type { Importance, LaneKind, Step } from "@/map-model";
import { change, useEditor, useMarks } from "../context";
import { setFields } from "../layout/edits";
import { cellOf, targetOf } from "../layout/target";
import { GridPart } from "./GridPart";
import classes from "./Lane.module.css";
import { NumbersBody } from "./NumbersCell";
import picker from "./StepFieldCell.module.css";
import { Strength } from "./Strength";

const CHOICES: readonly (Importance | null)[] = [null, "low", "medium", "high"];

export interface StepFieldCellProps {
  lane: string;
  kind: LaneKind;
  step: Step;
  color: number;
  first: boolean;
}

/** A cell that shows a field of the step itself: its importance, or what was measured. */
export const StepFieldCell = memo(function StepFieldCell(props: StepFieldCellProps) {
  const { lane, kind, step, color, first } = props;
  const editor = useEditor();
  const target = cellOf(lane, step.id);
  const { selected, inRange, corner, filling } = useMarks(target);
  const next = CHOICES[(CHOICES.indexOf(step.importance) + 1) % CHOICES.length] ?? null;
  return (
    <GridPart
      role="gridcell"
      aria-selected={selected || inRange}
      className={`${classes.cell} ${picker.cell}`}
      data-first={first || undefined}
      data-color={color}
      data-range={inRange || undefined}
      data-filling={filling || undefined}
      data-corner={corner || undefined}
      data-target={target}
      tabIndex={selected ? 0 : -1}
    >
      {kind === "numbers" ? (
        <NumbersBody numbers={step.numbers} bound={step.events.length > 0} />
      ) : (
        <button
          type="button"
          tabIndex={-1}
          className={picker.importance}
          disabled={editor.readOnly}
          aria-label={editor.t("label.changeImportance", {
            now: editor.t(`importance.${step.importance ?? "none"}`),
          })}
          onClick={() => {
            editor.session.select(target);
            change(editor, setFields(targetOf("step", step.id), { importance: next }));
          }}
        >
          <Strength value={step.importance} />
        </button>
      )}
    </GridPart>
  );
});
