import { ActionIcon, Anchor, Button, Indicator, Popover } from "@mantine/core";
import { IconBell } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { NoteLink } from "./NoteLink";
import classes from "./Notes.module.css";
import { useMarkRead, useNotes, useUnread } from "./queries";

const SHOWN = 8;
const MOST_SHOWN = 99;

/** The bell in the navigation: how many notifications are unread, and the latest of them. */
export function NotificationBell() {
  const { t } = useTranslation("notifications");
  const [opened, setOpened] = useState(false);
  const unread = useUnread().data?.unread ?? 0;
  const latest = useNotes({ enabled: opened }).data?.pages[0]?.notifications ?? [];
  const markRead = useMarkRead();
  return (
    <Popover opened={opened} onChange={setOpened} position="right-end" width={340} withinPortal trapFocus>
      <Indicator
        disabled={unread === 0}
        label={unread > MOST_SHOWN ? `${MOST_SHOWN}+` : unread}
        size={17}
        offset={5}
        className={classes.indicator}
      >
        <Popover.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={unread === 0 ? t("bell.none") : t("bell.unread", { count: unread })}
            onClick={() => setOpened(!opened)}
          >
            <IconBell size={20} stroke={1.7} aria-hidden="true" />
          </ActionIcon>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown>
        <div className={classes.head}>
          <h2 className={classes.title}>{t("title")}</h2>
          {unread > 0 && (
            <Button size="compact-sm" variant="subtle" onClick={() => markRead.mutate(null)}>
              {t("readAll")}
            </Button>
          )}
        </div>
        {latest.length === 0 && (
          <p className={classes.none}>
            <strong>{t("none")}</strong> {t("noneDetail")}
          </p>
        )}
        <ul className={classes.list} data-in="bell">
          {latest.slice(0, SHOWN).map((note) => (
            <li key={note.id}>
              <NoteLink
                note={note}
                onFollow={({ id }) => {
                  markRead.mutate([id]);
                  setOpened(false);
                }}
              />
            </li>
          ))}
        </ul>
        <Anchor component={Link} href="/notifications" size="sm" onClick={() => setOpened(false)}>
          {t("bell.all")}
        </Anchor>
      </Popover.Dropdown>
    </Popover>
  );
}
