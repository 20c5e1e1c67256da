import { IconMessage2Filled } from "@tabler/icons-react";
import { useSyncExternalStore } from "react";
import { useEditor } from "../context";
import type { Target } from "../layout/target";
import classes from "./CommentMark.module.css";

const never = () => () => undefined;

/** How many open threads something has; a click opens them. Drawn again only when that number changes. */
export function CommentMark({ target }: { target: Target }) {
  const { host, session, t } = useEditor();
  const desk = host.comments;
  const count = useSyncExternalStore(desk?.subscribe ?? never, () => desk?.openOn(target) ?? 0);
  if (count === 0) return null;
  return (
    <button
      type="button"
      className={classes.mark}
      tabIndex={-1}
      aria-label={t("comments.open", { count })}
      title={t("comments.open", { count })}
      onClick={(event) => {
        event.stopPropagation();
        session.select(target);
        session.showPanel("comments");
      }}
    >
      <IconMessage2Filled size={13} aria-hidden="true" />
      {count}
    </button>
  );
}

/** Beside the name of the comments' tab: there is something new. */
export function UnreadDot() {
  const { host, t } = useEditor();
  const desk = host.comments;
  const count = useSyncExternalStore(desk?.subscribe ?? never, () => desk?.unread() ?? 0);
  if (count === 0) return null;
  return (
    <span className={classes.dot}>
      <span className="sj-visually-hidden">{t("comments.unread", { count })}</span>
    </span>
  );
}
