import { memo, type ReactNode, useRef } from "react";
import { type Lane, lanesInOrder } from "@/map-model";
import { change, useEditor, useIsEditing, useIsSelected } from "../context";
import { placeRecord } from "../layout/edits";
import { idOf, kindOf, targetOf } from "../layout/target";
import { CommentMark } from "./CommentMark";
import { useDrag } from "./drag";
import { EditableText } from "./EditableText";
import { GridPart } from "./GridPart";
import classes from "./Lane.module.css";
import { laneIcon } from "./lane-icons";
import { MenuButton } from "./MenuButton";

/** The name of a lane; it stays at the left edge. */
export const LaneLabel = memo(function LaneLabel({ lane, children }: { lane: Lane; children?: ReactNode }) {
  const editor = useEditor();
  const target = targetOf("lane", lane.id);
  const selected = useIsSelected(target);
  const editing = useIsEditing(target);
  const ref = useRef<HTMLDivElement>(null);
  const LaneIcon = laneIcon(lane.kind);
  useDrag(ref, {
    source: editing || editor.readOnly ? null : target,
    zone: {
      axis: "y",
      accepts: (from) => kindOf(from) === "lane",
      onDrop: (from, after) => {
        const others = lanesInOrder(editor.live.getState().document).filter((one) => one.id !== idOf(from));
        const index = others.findIndex((one) => one.id === lane.id) + (after ? 1 : 0);
        change(editor, placeRecord("lanes", others, idOf(from), index));
      },
    },
  });
  return (
    <GridPart
      ref={ref}
      role="rowheader"
      aria-selected={selected}
      className={classes.label}
      data-kind={lane.kind}
      data-target={target}
      tabIndex={selected ? 0 : -1}
    >
      <LaneIcon size={17} stroke={1.7} aria-hidden="true" className={classes.labelIcon} />
      <div className={classes.labelText}>
        <EditableText
          target={target}
          field="title"
          value={lane.title}
          label={editor.t("field.title")}
          required
        />
        {children}
        <CommentMark target={target} />
      </div>
      {selected && !editing && <MenuButton target={target} />}
    </GridPart>
  );
});
