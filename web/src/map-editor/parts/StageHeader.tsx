import { memo } from "react";
import { useEditor, useMarks } from "../context";
import { targetOf } from "../layout/target";
import { CommentMark } from "./CommentMark";
import { DifferenceMark } from "./DifferenceMark";
import { dragMarks } from "./drag";
import { EditableText } from "./EditableText";
import { FoldButton } from "./FoldButton";
import { GridPart } from "./GridPart";
import classes from "./Header.module.css";
import { MenuButton } from "./MenuButton";

export interface StageHeaderProps {
  id: string;
  title: string;
  color: number;
  number: number;
  columns: number;
  folded: boolean;
}

/** A stage: one band of the route. */
export const StageHeader = memo(function StageHeader({
  id,
  title,
  color,
  number,
  columns,
  folded,
}: StageHeaderProps) {
  const editor = useEditor();
  const { t } = editor;
  const target = targetOf("stage", id);
  const { selected, inRange, editing, held } = useMarks(target);
  return (
    <GridPart
      role="columnheader"
      aria-colspan={columns}
      aria-selected={selected || inRange}
      aria-label={t("label.stage", { number, title })}
      className={classes.stage}
      style={{ gridColumn: `span ${columns}` }}
      data-color={color}
      data-folded={folded || undefined}
      data-range={inRange || undefined}
      data-drop={held}
      data-target={target}
      {...(editor.readOnly ? null : dragMarks("x", !editing))}
      tabIndex={selected ? 0 : -1}
    >
      <span className={classes.number} aria-hidden="true">
        {number}
      </span>
      <h2 className={classes.stageTitle}>
        <EditableText target={target} field="title" value={title} label={() => t("field.title")} required />
      </h2>
      <FoldButton target={target} folded={folded} name={title} />
      <CommentMark target={target} />
      <DifferenceMark target={target} />
      {selected && !editing && <MenuButton target={target} />}
    </GridPart>
  );
});
