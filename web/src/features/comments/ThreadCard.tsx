import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { IconCheck, IconRotate2 } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { newId } from "@/map-model";
import { dateTime } from "@/ui/numbers";
import { CommentItem } from "./CommentItem";
import { Composer } from "./Composer";
import type { Person } from "./mentions";
import { OutgoingItem } from "./OutgoingItem";
import type { Outgoing } from "./outbox";
import type { Comment, Thread } from "./queries";
import type { Rights } from "./rights";
import classes from "./Thread.module.css";
import { useActs } from "./useActs";

export interface ThreadCardProps {
  thread: Thread;
  rights: Rights;
  people: readonly Person[];
  /** Answers that the server does not have yet. */
  outgoing: readonly Outgoing[];
  /** Put into view and marked: the address asked for it. */
  wanted: boolean;
}

/** A thread as a whole: its comments, and where to answer. What is shown here counts as read. */
export function ThreadCard({ thread, rights, people, outgoing, wanted }: ThreadCardProps) {
  const { t } = useTranslation("comments");
  const acts = useActs();
  const card = useRef<HTMLElement>(null);
  const last = thread.comments.at(-1)?.number ?? 0;
  // What was new when the thread came into view stays marked while it is looked at.
  const knownAtFirst = useRef(thread.unread > 0 ? thread.seen : last);
  useRead(thread.id, thread.unread > 0 ? last : 0);
  useEffect(() => {
    if (wanted) card.current?.scrollIntoView({ block: "nearest" });
  }, [wanted]);
  const isResolved = thread.resolved_at !== null;
  const isNew = (comment: Comment) => comment.number > knownAtFirst.current && comment.author !== rights.me;
  return (
    <article
      ref={card}
      className={classes.thread}
      data-wanted={wanted || undefined}
      aria-label={t("thread.label", { title: thread.title })}
    >
      <ol className={classes.comments}>
        {thread.comments.map((comment) => (
          <CommentItem
            key={comment.id}
            comment={comment}
            rights={rights}
            people={people}
            isNew={isNew(comment)}
          />
        ))}
        {outgoing.map((one) => (
          <OutgoingItem key={one.id} outgoing={one} people={people} />
        ))}
      </ol>
      {isResolved && (
        <p className={classes.resolved}>
          <IconCheck size={15} aria-hidden="true" />
          {t("thread.resolvedBy", { name: thread.resolved_by, when: dateTime(thread.resolved_at) })}
        </p>
      )}
      {rights.write && (
        <div className={classes.answer}>
          <Composer
            place={thread.id}
            quiet
            label={t("thread.answer")}
            placeholder={isResolved ? t("thread.answerResolved") : t("thread.answer")}
            send={t("thread.send")}
            people={people}
            onSend={(text) => acts.send({ id: newId("cmt"), thread: thread.id, target: thread.target, text })}
          />
          <Settle thread={thread} />
        </div>
      )}
    </article>
  );
}

function Settle({ thread }: { thread: Thread }) {
  const { t } = useTranslation("comments");
  const acts = useActs();
  if (thread.resolved_at !== null)
    return (
      <Button
        size="compact-sm"
        variant="subtle"
        color="gray"
        leftSection={<IconRotate2 size={15} aria-hidden="true" />}
        onClick={() => void acts.reopen(thread.id)}
      >
        {t("thread.reopen")}
      </Button>
    );
  return (
    <Tooltip label={t("thread.resolve")} openDelay={400}>
      <ActionIcon
        variant="default"
        size={36}
        aria-label={t("thread.resolve")}
        onClick={() => void acts.resolve(thread.id)}
      >
        <IconCheck size={18} aria-hidden="true" />
      </ActionIcon>
    </Tooltip>
  );
}

/** Notes that the thread was seen up to a comment, once the page itself is. */
function useRead(thread: string, number: number): void {
  const { read } = useActs();
  useEffect(() => {
    if (number === 0) return;
    const look = () => {
      if (document.visibilityState === "visible") void read(thread, number);
    };
    look();
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [thread, number, read]);
}
