import { useTranslation } from "react-i18next";
import { dateTime } from "@/ui/numbers";
import { ago } from "./ago";
import { piecesOf } from "./mentions";
import type { Thread } from "./queries";
import classes from "./Thread.module.css";

/** A thread in a line or two: what it is about, how it began, how many answers it has. */
export function ThreadRow({ thread, onOpen }: { thread: Thread; onOpen: () => void }) {
  const { t } = useTranslation("comments");
  const spoken = thread.comments.filter(({ deleted }) => !deleted);
  const first = spoken[0];
  if (first === undefined) return null;
  const words = piecesOf(first.text, first.mentions, t("mention.unknown"))
    .map(({ text }) => text)
    .join("");
  return (
    <button type="button" className={classes.row} onClick={onOpen}>
      <span className={classes.about}>
        {thread.unread > 0 && <span className={classes.dot} />}
        {thread.gone ? t("thread.gone", { title: thread.title }) : thread.title}
      </span>
      <span className={classes.beginning}>
        <strong>{first.author_name}</strong> {words}
      </span>
      <span className={classes.facts}>
        {[
          ago(thread.updated_at, Date.now()) ?? dateTime(thread.updated_at),
          spoken.length > 1 ? t("thread.answers", { count: spoken.length - 1 }) : "",
          spoken.some(({ held }) => held) ? t("thread.held") : "",
          thread.unread > 0 ? t("thread.unread", { count: thread.unread }) : "",
        ]
          .filter(Boolean)
          .join(" · ")}
      </span>
    </button>
  );
}
