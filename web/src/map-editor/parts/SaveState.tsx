import { IconCheck, IconCloudOff, IconLoader2, IconLock, IconPlayerPause } from "@tabler/icons-react";
import { useLive, useLiveState } from "@/live";
import { useEditor } from "../context";
import classes from "./SaveState.module.css";

const ICONS = { saved: IconCheck, saving: IconLoader2, offline: IconCloudOff, stopped: IconPlayerPause };

/** Always in view: whether everything is saved, and what to do when it is not. */
export function SaveState() {
  const live = useLive();
  const { t, readOnly } = useEditor();
  const status = useLiveState((state) => state.status);
  const unsent = useLiveState((state) => state.unsent);
  const kept = useLiveState((state) => state.kept);
  const problem = useLiveState((state) => state.problem);
  const Sign = ICONS[status];
  if (readOnly)
    return (
      <span className={classes.state}>
        <IconLock size={16} aria-hidden="true" />
        {t("save.readOnly")}
      </span>
    );
  const waits = status === "offline" || status === "stopped";
  return (
    <span role="status" className={classes.state} data-status={status} title={problem}>
      <Sign size={16} aria-hidden="true" className={status === "saving" ? classes.turning : undefined} />
      {waits ? t(kept ? `save.${status}` : "save.notKept", { count: unsent }) : t(`save.${status}`)}
      {waits && (
        <button type="button" className={classes.again} onClick={() => live.retryNow()}>
          {t("save.retry")}
        </button>
      )}
    </span>
  );
}
