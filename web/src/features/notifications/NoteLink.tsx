import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { dateTime } from "@/ui/numbers";
import classes from "./Notes.module.css";
import type { Note } from "./queries";

/** Where a notification leads: to its thread on its map, or to the people of the workspace. */
export const hrefOf = ({ map_id, thread_id }: Note): string =>
  map_id === null ? "/settings/people" : `/maps/${map_id}${thread_id === null ? "" : `?thread=${thread_id}`}`;

/** One notification, as a link to what it is about. */
export function NoteLink({ note, onFollow }: { note: Note; onFollow: (note: Note) => void }) {
  const { t } = useTranslation("notifications");
  return (
    <Link
      href={hrefOf(note)}
      className={classes.note}
      data-unread={!note.read || undefined}
      onClick={() => onFollow(note)}
    >
      <span className={classes.dot} aria-hidden="true" />
      <span className={classes.text}>
        <span className={classes.sentence}>
          {t(`sentence.${note.kind}`, { actor: note.actor, about: note.about ?? "" })}
          {!note.read && <span className="sj-visually-hidden">, {t("unread")}</span>}
        </span>
        {note.excerpt !== "" && <span className={classes.excerpt}>{note.excerpt}</span>}
        <span className={classes.facts}>
          {[note.map_title, dateTime(note.created_at)].filter(Boolean).join(" · ")}
        </span>
      </span>
    </Link>
  );
}
