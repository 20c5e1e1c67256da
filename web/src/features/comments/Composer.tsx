import { Button, Textarea } from "@mantine/core";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { useTranslation } from "react-i18next";
import { count } from "@/ui/numbers";
import classes from "./Composer.module.css";
import { useDesk } from "./DeskContext";
import { MentionList } from "./MentionList";
import { begunAt, labelsOf, matching, type Person, stored } from "./mentions";

export const MOST_CHARACTERS = 5_000;
const WARN_FROM = 4_500;
const OFFERED = 6;

export interface ComposerProps {
  /** What the draft is kept under. */
  place: string;
  label: string;
  placeholder: string;
  send: string;
  people: readonly Person[];
  /** Gets the words as they are stored. */
  onSend: (text: string) => void;
  onCancel?: () => void;
  /** Each new number puts the cursor here. */
  focusTurn?: number;
  /** Shows the buttons only when there is something to send. */
  quiet?: boolean;
}

/** Where a comment is written. What is typed is kept in this browser until it is sent. */
export function Composer(props: ComposerProps) {
  const { place, label, placeholder, send, people, onSend, onCancel, focusTurn = 0, quiet = false } = props;
  const { t } = useTranslation("comments");
  const { drafts } = useDesk();
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(() => drafts.read(place));
  const write = (next: string) => {
    setText(next);
    drafts.keep(place, next);
  };
  const completion = useCompletion({ field, people, text, write });
  useEffect(() => {
    if (focusTurn > 0) field.current?.focus();
  }, [focusTurn]);
  const words = stored(text.trim(), people);
  const isTooLong = words.length > MOST_CHARACTERS;
  const canSend = words !== "" && !isTooLong;
  const submit = () => {
    if (!canSend) return;
    onSend(words);
    write("");
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (completion.onKeyDown(event)) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      submit();
    } else if (event.key === "Escape" && onCancel !== undefined) {
      event.stopPropagation();
      onCancel();
    }
  };
  return (
    <div className={classes.composer}>
      <Textarea
        ref={field}
        autosize
        minRows={quiet && text === "" ? 1 : 2}
        maxRows={12}
        aria-label={label}
        placeholder={placeholder}
        value={text}
        error={isTooLong ? t("write.tooLong", { count: words.length, most: count(MOST_CHARACTERS) }) : null}
        {...completion.attributes}
        onChange={(event) => {
          write(event.currentTarget.value);
          completion.look(event.currentTarget);
        }}
        onSelect={(event) => completion.look(event.currentTarget)}
        onBlur={completion.close}
        onKeyDown={onKeyDown}
      />
      <MentionList {...completion.list} />
      {(!quiet || text !== "") && (
        <div className={classes.foot}>
          <span className={classes.hint}>
            {words.length > WARN_FROM && !isTooLong
              ? t("write.left", { count: MOST_CHARACTERS - words.length })
              : t("write.hint")}
          </span>
          {onCancel !== undefined && (
            <Button size="compact-sm" variant="subtle" color="gray" onClick={onCancel}>
              {t("write.cancel")}
            </Button>
          )}
          <Button size="compact-sm" disabled={!canSend} onClick={submit}>
            {send}
          </Button>
        </div>
      )}
    </div>
  );
}

interface CompletionParts {
  field: React.RefObject<HTMLTextAreaElement | null>;
  people: readonly Person[];
  text: string;
  write: (text: string) => void;
}

/** Offers people while a name is typed after an @: arrows choose, Enter or Tab takes, Esc leaves it. */
function useCompletion({ field, people, text, write }: CompletionParts) {
  const id = useId();
  const [begun, setBegun] = useState<{ query: string; from: number } | null>(null);
  const [at, setAt] = useState(0);
  const labelled = [...labelsOf(people)].map(([id, name]) => ({ id, name }));
  const offered = begun === null ? [] : matching(labelled, begun.query).slice(0, OFFERED);
  const chosen = Math.min(at, offered.length - 1);
  const isOpen = begun !== null && offered.length > 0;
  const close = () => setBegun(null);
  const look = (element: HTMLTextAreaElement) => {
    const isPoint = element.selectionStart === element.selectionEnd;
    setBegun(isPoint ? begunAt(element.value, element.selectionStart) : null);
    setAt(0);
  };
  const take = (person: Person) => {
    if (begun === null) return;
    const label = `@${person.name} `;
    const end = begun.from + 1 + begun.query.length;
    const caret = begun.from + label.length;
    // At once: a key that is pressed right after must find the cursor in its place.
    flushSync(() => {
      write(text.slice(0, begun.from) + label + text.slice(end).replace(/^ /, ""));
      close();
    });
    field.current?.setSelectionRange(caret, caret);
  };
  /** Whether the key was meant for the list. */
  const onKeyDown = (event: KeyboardEvent): boolean => {
    if (!isOpen || event.nativeEvent.isComposing) return false;
    const person = offered[chosen];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setAt((chosen + step + offered.length) % offered.length);
    else if ((event.key === "Enter" || event.key === "Tab") && person !== undefined && !event.ctrlKey)
      take(person);
    else if (event.key === "Escape") close();
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  return {
    look,
    close,
    onKeyDown,
    list: { id, people: isOpen ? offered : [], chosen, onTake: take },
    attributes: {
      "aria-autocomplete": "list" as const,
      "aria-controls": isOpen ? id : undefined,
      "aria-activedescendant": isOpen ? `${id}-${chosen}` : undefined,
    },
  };
}
