import { ActionIcon, Button, Menu } from "@mantine/core";
import { IconDots, IconEye, IconPencil, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { dateTime } from "@/ui/numbers";
import { Avatar } from "./Avatar";
import { ago } from "./ago";
import { Composer } from "./Composer";
import { useDesk } from "./DeskContext";
import { type Person, typed } from "./mentions";
import type { Comment } from "./queries";
import type { Rights } from "./rights";
import classes from "./Thread.module.css";
import { useActs } from "./useActs";
import { Words } from "./Words";

export interface CommentItemProps {
  comment: Comment;
  rights: Rights;
  people: readonly Person[];
  isNew: boolean;
}

/** One comment of a thread. */
export function CommentItem({ comment, rights, people, isNew }: CommentItemProps) {
  const { t } = useTranslation("comments");
  const { drafts } = useDesk();
  const acts = useActs();
  const [editing, setEditing] = useState(false);
  const [isAsked, setIsAsked] = useState(false);
  const { id, author_name: author, guest, held, text, mentions } = comment;
  if (comment.deleted) return <li className={classes.deleted}>{t("comment.deleted", { author })}</li>;
  const place = `edit:${id}`;
  const end = () => {
    drafts.keep(place, "");
    setEditing(false);
  };
  const begin = () => {
    if (drafts.read(place) === "") drafts.keep(place, typed(text, people));
    setEditing(true);
  };
  return (
    <li className={classes.comment} data-held={held || undefined}>
      <Avatar name={author} guest={guest} />
      <div className={classes.body}>
        <div className={classes.by}>
          <strong>{author}</strong>
          {guest && <span className={classes.tag}>{t("comment.guest")}</span>}
          <time dateTime={comment.created_at} title={dateTime(comment.created_at)}>
            {ago(comment.created_at, Date.now()) ?? dateTime(comment.created_at)}
          </time>
          {comment.edited_at !== null && <span>{t("comment.edited")}</span>}
          {isNew && <span className={classes.new}>{t("comment.new")}</span>}
          <CommentMenu comment={comment} rights={rights} onEdit={begin} onDelete={() => setIsAsked(true)} />
        </div>
        {editing ? (
          <Composer
            place={place}
            label={t("comment.change")}
            placeholder=""
            send={t("comment.save")}
            people={people}
            focusTurn={1}
            onCancel={end}
            onSend={(words) => {
              end();
              // What could not be saved is there when it is tried again.
              void acts.edit(id, words).then((done) => done || drafts.keep(place, typed(words, people)));
            }}
          />
        ) : (
          <Words text={text} names={mentions} />
        )}
        {isAsked && (
          <div className={classes.sure} role="alertdialog" aria-label={t("comment.delete")}>
            <p>{t("comment.deleteSure")}</p>
            <div className={classes.sureButtons}>
              <Button size="compact-sm" color="barrier" onClick={() => acts.remove(id)}>
                {t("comment.deleteDo")}
              </Button>
              <Button size="compact-sm" variant="subtle" autoFocus onClick={() => setIsAsked(false)}>
                {t("comment.keep")}
              </Button>
            </div>
          </div>
        )}
        {held && (
          <div className={classes.held}>
            <span>{t("comment.held")}</span>
            {rights.moderate && (
              <Button
                size="compact-sm"
                variant="light"
                leftSection={<IconEye size={15} aria-hidden="true" />}
                onClick={() => acts.show(id)}
              >
                {t("comment.show")}
              </Button>
            )}
          </div>
        )}
      </div>
    </li>
  );
}

interface CommentMenuProps {
  comment: Comment;
  rights: Rights;
  onEdit: () => void;
  onDelete: () => void;
}

function CommentMenu({ comment, rights, onEdit, onDelete }: CommentMenuProps) {
  const { t } = useTranslation("comments");
  const isMine = comment.author !== null && comment.author === rights.me;
  const mayEdit = isMine && rights.write;
  const mayDelete = mayEdit || (comment.guest ? rights.moderate : rights.administer);
  if (!mayEdit && !mayDelete) return null;
  return (
    <Menu position="bottom-end" width={190}>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={24}
          className={classes.more}
          aria-label={t("comment.more", { author: comment.author_name })}
        >
          <IconDots size={16} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {mayEdit && (
          <Menu.Item leftSection={<IconPencil size={16} aria-hidden="true" />} onClick={onEdit}>
            {t("comment.edit")}
          </Menu.Item>
        )}
        {mayDelete && (
          <Menu.Item
            color="barrier"
            leftSection={<IconTrash size={16} aria-hidden="true" />}
            onClick={onDelete}
          >
            {t("comment.delete")}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
