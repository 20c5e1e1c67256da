import { memo, useRef } from "react";
import { stagesInOrder, stepsInOrder } from "@/map-model";
import { change, useEditor, useIsEditing, useIsSelected } from "../context";
import { placeRecord, placeStep } from "../layout/edits";
import { idOf, kindOf, targetOf } from "../layout/target";
import { CommentMark } from "./CommentMark";
import { useDrag } from "./drag";
import { EditableText } from "./EditableText";
import { GridPart } from "./GridPart";
import classes from "./Header.module.css";
import { MenuButton } from "./MenuButton";

export interface StageHeaderProps {
  id: string;
  title: string;
  color: number;
  number: number;
  columns: number;
}

/** A stage: one band of the route. */
export const StageHeader = memo(function StageHeader({
  id,
  title,
  color,
  number,
  columns,
}: StageHeaderProps) {
  const editor = useEditor();
  const { t, live } = editor;
  const target = targetOf("stage", id);
  const selected = useIsSelected(target);
  const editing = useIsEditing(target);
  const ref = useRef<HTMLDivElement>(null);
  useDrag(ref, {
    source: editing || editor.readOnly ? null : target,
    zone: {
      axis: "x",
      accepts: (from) => kindOf(from) === "stage" || kindOf(from) === "step",
      onDrop: (from, after) => {
        const { document } = live.getState();
        const step = document.steps[idOf(from)];
        if (kindOf(from) === "step" && step !== undefined) {
          change(editor, placeStep(document, step, id, stepsInOrder(document, id).length));
          return;
        }
        const others = stagesInOrder(document).filter((stage) => stage.id !== idOf(from));
        const index = others.findIndex((stage) => stage.id === id) + (after ? 1 : 0);
        change(editor, placeRecord("stages", others, idOf(from), index));
      },
    },
  });
  return (
    <GridPart
      ref={ref}
      role="columnheader"
      aria-colspan={columns}
      aria-selected={selected}
      aria-label={t("label.stage", { number, title })}
      className={classes.stage}
      style={{ gridColumn: `span ${columns}` }}
      data-color={color}
      data-target={target}
      tabIndex={selected ? 0 : -1}
    >
      <span className={classes.number} aria-hidden="true">
        {number}
      </span>
      <h2 className={classes.stageTitle}>
        <EditableText target={target} field="title" value={title} label={t("field.title")} required />
      </h2>
      <CommentMark target={target} />
      {selected && !editing && <MenuButton target={target} />}
    </GridPart>
  );
});
