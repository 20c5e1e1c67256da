import { memo, type ReactNode } from "react";
import type { Lane } from "@/map-model";
import { useEditor, useMarks } from "../context";
import { targetOf } from "../layout/target";
import { CommentMark } from "./CommentMark";
import { DifferenceMark } from "./DifferenceMark";
import { dragMarks } from "./drag";
import { EditableText } from "./EditableText";
import { FoldButton } from "./FoldButton";
import { GridPart } from "./GridPart";
import classes from "./Lane.module.css";
import { laneIcon } from "./lane-icons";
import { MenuButton } from "./MenuButton";

/** The name of a lane; it stays at the left edge. */
export const LaneLabel = memo(function LaneLabel({
  lane,
  folded = false,
  children,
}: {
  lane: Lane;
  folded?: boolean;
  children?: ReactNode;
}) {
  const editor = useEditor();
  const target = targetOf("lane", lane.id);
  const { selected, inRange, editing, held } = useMarks(target);
  const LaneIcon = laneIcon(lane.kind);
  return (
    <GridPart
      role="rowheader"
      aria-selected={selected || inRange}
      className={classes.label}
      data-kind={lane.kind}
      data-range={inRange || undefined}
      data-drop={held}
      data-target={target}
      {...(editor.readOnly ? null : dragMarks("y", !editing))}
      tabIndex={selected ? 0 : -1}
    >
      <LaneIcon size={17} stroke={1.7} aria-hidden="true" className={classes.labelIcon} />
      <div className={classes.labelText}>
        <EditableText
          target={target}
          field="title"
          value={lane.title}
          label={() => editor.t("field.title")}
          required
        />
        <FoldButton target={target} folded={folded} name={lane.title} />
        {children}
        <CommentMark target={target} />
        <DifferenceMark target={target} />
      </div>
      {selected && !editing && <MenuButton target={target} />}
    </GridPart>
  );
});
