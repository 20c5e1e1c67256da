import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useLive, useLiveState } from "@/live";
import { useEditor } from "../context";
import classes from "./Refusals.module.css";

const reload = () => window.location.reload();

/** What has changed about this page itself: the session ended, the role changed, Sojourn was updated. */
export function Standing() {
  const live = useLive();
  const { t } = useEditor();
  const ended = useLiveState((state) => state.ended);
  const role = useLiveState((state) => state.role);
  const readOnly = useLiveState((state) => state.readOnly);
  const roleChanged = useLiveState((state) => state.roleChanged);
  const updated = useLiveState((state) => state.updated);
  const unsent = useLiveState((state) => state.unsent);
  if (ended === "signedOut" || ended === "outdated")
    return (
      <Note
        urgent
        text={t(`standing.${ended}`)}
        more={unsent > 0 ? t("standing.kept", { count: unsent }) : ""}
      >
        <Button size="xs" onClick={reload}>
          {t(`standing.do.${ended}`)}
        </Button>
      </Note>
    );
  if (ended !== null) return <Note urgent text={t(`standing.${ended}`)} />;
  if (roleChanged && readOnly)
    return <Note urgent text={t(role === "commenter" ? "standing.commenter" : "standing.viewer")} />;
  if (roleChanged)
    return (
      <Note text={t("standing.editor")}>
        <Button size="xs" variant="default" onClick={() => live.noteRole()}>
          {t("standing.do.seen")}
        </Button>
      </Note>
    );
  if (!updated) return null;
  return (
    <Note text={t("standing.updated")}>
      <Button size="xs" variant="default" onClick={reload}>
        {t("standing.do.outdated")}
      </Button>
    </Note>
  );
}

interface NoteProps {
  text: string;
  more?: string;
  /** Read out at once; it stops one's work. */
  urgent?: boolean;
  children?: ReactNode;
}

function Note({ text, more = "", urgent = false, children }: NoteProps) {
  return (
    <div role={urgent ? "alert" : "status"} className={classes.standing} data-urgent={urgent || undefined}>
      <span>
        <strong>{text}</strong> {more}
      </span>
      {children}
    </div>
  );
}
