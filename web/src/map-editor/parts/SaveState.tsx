import { IconCheck, IconCloudOff, IconEye, IconLoader2, IconPlayerPause } from "@tabler/icons-react";
import { useLive, useLiveState } from "@/live";
import { useEditor } from "../context";
import classes from "./SaveState.module.css";

const ICONS = {
  saved: IconCheck,
  saving: IconLoader2,
  offline: IconCloudOff,
  stopped: IconPlayerPause,
  readOnly: IconEye,
};

/** Always in view: whether everything is saved, and what to do when it is not. */
export function SaveState() {
  const live = useLive();
  const { t, readOnly } = useEditor();
  const status = useLiveState((state) => state.status);
  const unsent = useLiveState((state) => state.unsent);
  const kept = useLiveState((state) => state.kept);
  const problem = useLiveState((state) => state.problem);
  const ended = useLiveState((state) => state.ended);
  const shown = readOnly && status !== "offline" && ended === null ? "readOnly" : status;
  const Sign = ICONS[shown];
  const waits = shown === "offline" || shown === "stopped";
  const words = kept || unsent === 0 ? shown : "notKept";
  return (
    <span role="status" className={classes.state} data-status={shown} title={problem}>
      <Sign size={16} aria-hidden="true" className={shown === "saving" ? classes.turning : undefined} />
      {waits ? t(`save.${words}`, { count: unsent }) : t(`save.${shown}`)}
      {waits && ended === null && (
        <button type="button" className={classes.again} onClick={() => live.retryNow()}>
          {t("save.retry")}
        </button>
      )}
    </span>
  );
}
