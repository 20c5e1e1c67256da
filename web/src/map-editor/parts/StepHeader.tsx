import { memo } from "react";
import type { Importance, StepNumbers } from "@/map-model";
import { count, percent } from "@/ui/numbers";
import { useEditor, useMarks } from "../context";
import { GradeMark } from "../evidence/GradeMark";
import { targetOf } from "../layout/target";
import { CommentMark } from "./CommentMark";
import { DifferenceMark } from "./DifferenceMark";
import { dragMarks } from "./drag";
import { EditableText } from "./EditableText";
import { GridPart } from "./GridPart";
import classes from "./Header.module.css";
import { LinkHandle } from "./LinkHandle";
import { MenuButton } from "./MenuButton";
import { numbersInWords, ReachBar } from "./NumbersCell";
import { StepMarks } from "./StepMarks";

export interface StepHeaderProps {
  id: string;
  title: string;
  color: number;
  importance: Importance | null;
  momentOfTruth: boolean;
  numbers: StepNumbers | null;
  first: boolean;
  last: boolean;
}

/** A step: one station on the route. Its size is its importance; a moment of truth wears a ring. */
export const StepHeader = memo(function StepHeader(props: StepHeaderProps) {
  const { id, title, color, importance, momentOfTruth, numbers, first, last } = props;
  const editor = useEditor();
  const { t } = editor;
  const target = targetOf("step", id);
  const { selected, inRange, editing, held } = useMarks(target);
  const notes = [
    importance === null ? "" : t("label.importance", { importance: t(`importance.${importance}`) }),
    momentOfTruth ? t("field.momentOfTruth") : "",
    numbers === null
      ? ""
      : t("label.reach", { share: percent(numbers.share), customers: count(numbers.customers) }),
  ].filter(Boolean);
  return (
    <GridPart
      role="columnheader"
      aria-selected={selected || inRange}
      aria-label={[title, ...notes].join(", ")}
      className={classes.step}
      data-color={color}
      data-first={first || undefined}
      data-last={last || undefined}
      data-range={inRange || undefined}
      data-drop={held}
      data-target={target}
      {...(editor.readOnly ? null : dragMarks("x", !editing))}
      tabIndex={selected ? 0 : -1}
    >
      <span
        className={classes.station}
        data-importance={importance ?? "none"}
        data-ring={momentOfTruth || undefined}
      />
      <h3 className={classes.stepTitle}>
        <EditableText target={target} field="title" value={title} label={() => t("field.title")} required />
      </h3>
      <StepMarks step={id} />
      <GradeMark id={id} claims />
      <CommentMark target={target} />
      <DifferenceMark target={target} />
      {numbers !== null && (
        <div className={classes.reach} title={numbersInWords(numbers, t).join("\n")} aria-hidden="true">
          <ReachBar share={numbers.share} low={numbers.share_low} high={numbers.share_high} />
          <span>{percent(numbers.share)}</span>
        </div>
      )}
      {!editing && <LinkHandle step={id} />}
      {selected && !editing && <MenuButton target={target} />}
    </GridPart>
  );
});
