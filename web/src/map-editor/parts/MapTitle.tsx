import { useLiveState } from "@/live";
import { useEditor, useIsEditing } from "../context";
import { targetOf } from "../layout/target";
import { EditableText } from "./EditableText";
import classes from "./MapTitle.module.css";

/** The title of the poster; a click writes it. */
export function MapTitle() {
  const { session, t, readOnly } = useEditor();
  const { id, title, description, state, owner } = useLiveState((live) => live.document.map);
  const target = targetOf("map", id);
  const editing = useIsEditing(target);
  return (
    <div className={classes.heading}>
      <title>{`${title} · Sojourn`}</title>
      <h1 className={classes.title}>
        {editing || readOnly ? (
          <EditableText target={target} field="title" value={title} label={() => t("field.title")} required />
        ) : (
          <button
            type="button"
            className={classes.edit}
            title={t("label.rename")}
            onClick={() => session.edit(target)}
          >
            {title}
          </button>
        )}
      </h1>
      <div className={classes.facts}>
        <span className={classes.state}>{t(`state.${state}`)}</span>
        {owner !== "" && <span>{t("label.owner", { owner })}</span>}
        {description !== "" && <span className={classes.description}>{description}</span>}
      </div>
    </div>
  );
}
