import { ActionIcon } from "@mantine/core";
import { IconMessage2Filled, IconMessagePlus } from "@tabler/icons-react";
import { useSyncExternalStore } from "react";
import { comment } from "../commands/comments";
import { useEditor } from "../context";
import type { Target } from "../layout/target";
import classes from "./CommentMark.module.css";

const never = () => () => undefined;

function useOpenThreads(target: Target): number {
  const desk = useEditor().host.comments;
  return useSyncExternalStore(desk?.subscribe ?? never, () => desk?.openOn(target) ?? 0);
}

/** How many open threads something has; a click opens them. Drawn again only when that number changes. */
export function CommentMark({ target }: { target: Target }) {
  const { session, t } = useEditor();
  const count = useOpenThreads(target);
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

/** For fingers: the threads of something, and where to begin one. */
export function CommentButton({ target, name }: { target: Target; name: string }) {
  const editor = useEditor();
  const count = useOpenThreads(target);
  if (count > 0) return <CommentMark target={target} />;
  if (!comment.enabled(editor)) return null;
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={32}
      className={classes.begin}
      aria-label={editor.t("comments.write", { title: name })}
      onClick={() => {
        editor.session.select(target);
        comment.run(editor);
      }}
    >
      <IconMessagePlus size={18} aria-hidden="true" />
    </ActionIcon>
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
