import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { ProblemError } from "@/api";
import { EmptyState } from "@/ui/EmptyState";
import { Page } from "@/ui/Page";
import { ProblemNote } from "@/ui/ProblemNote";
import { MailCard } from "./MailCard";
import { NoteLink } from "./NoteLink";
import classes from "./Notes.module.css";
import { useMarkRead, useNotes } from "./queries";

/** Every notification, and what of it comes by mail. */
export function NotificationsPage() {
  const { t } = useTranslation("notifications");
  const notes = useNotes();
  const markRead = useMarkRead();
  const found = notes.data?.pages.flatMap((page) => page.notifications) ?? [];
  const unread = notes.data?.pages[0]?.unread ?? 0;
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      actions={
        unread > 0 && (
          <Button variant="default" onClick={() => markRead.mutate(null)}>
            {t("readAll")}
          </Button>
        )
      }
    >
      {notes.error !== null && (
        <ProblemNote
          title={notes.error.message}
          detail={notes.error instanceof ProblemError ? notes.error.detail : undefined}
          onRetry={() => void notes.refetch()}
        />
      )}
      {notes.isSuccess && found.length === 0 && <EmptyState title={t("none")} lead={t("noneDetail")} />}
      <ul className={classes.list}>
        {found.map((note) => (
          <li key={note.id}>
            <NoteLink note={note} onFollow={({ id }) => markRead.mutate([id])} />
          </li>
        ))}
      </ul>
      {notes.hasNextPage && (
        <Button
          variant="default"
          loading={notes.isFetchingNextPage}
          onClick={() => void notes.fetchNextPage()}
          className={classes.older}
        >
          {t("older")}
        </Button>
      )}
      <MailCard />
    </Page>
  );
}
