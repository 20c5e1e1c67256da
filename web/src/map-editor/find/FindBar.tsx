import { ActionIcon, Button, Checkbox, TextInput } from "@mantine/core";
import { IconChevronDown, IconChevronUp, IconX } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useState } from "react";
import { change, useEditor, useSessionState } from "../context";
import classes from "./FindBar.module.css";
import { highlight } from "./highlight";
import { type Match, replacing } from "./matches";
import { useFound } from "./useFound";

/** Find and replace over all words of the map. Stays open while the map is edited. */
export function FindBar() {
  const opened = useSessionState((state) => state.dialog === "find");
  return opened ? <Bar /> : null;
}

function Bar() {
  const editor = useEditor();
  const { t, session, readOnly } = editor;
  const [text, setText] = useState("");
  const [by, setBy] = useState("");
  const [matchCase, setMatchCase] = useState(false);
  const [wholeWord, setWholeWord] = useState(false);
  const [turn, setTurn] = useState(0);
  const wanted = { text, matchCase, wholeWord };
  const { matches, at, current } = useFound(wanted, turn);
  useShown(matches, current, wanted);

  const close = () => {
    session.showDialog("none");
    if (current !== undefined) session.select(current.place.target, { focus: true });
  };
  const look = (next: string) => {
    setText(next);
    setTurn(0);
  };
  const replace = (which: readonly Match[]) => {
    change(editor, replacing(which, by, t("find.replace")));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") close();
    else if (event.key === "Enter" && !event.nativeEvent.isComposing)
      setTurn(turn + (event.shiftKey ? -1 : 1));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <search className={classes.bar} aria-label={t("find.label")}>
      <div className={classes.group}>
        <TextInput
          data-autofocus
          autoFocus
          size="sm"
          className={classes.field}
          aria-label={t("find.what")}
          placeholder={t("find.what")}
          value={text}
          onChange={(event) => look(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t("find.previous")}
          disabled={matches.length === 0}
          onClick={() => setTurn(turn - 1)}
        >
          <IconChevronUp size={18} aria-hidden="true" />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t("find.next")}
          disabled={matches.length === 0}
          onClick={() => setTurn(turn + 1)}
        >
          <IconChevronDown size={18} aria-hidden="true" />
        </ActionIcon>
        <span
          className={classes.count}
          role="status"
          data-none={(text !== "" && matches.length === 0) || undefined}
        >
          {text === ""
            ? ""
            : matches.length === 0
              ? t("find.none")
              : t("find.at", { at: at + 1, count: matches.length })}
        </span>
      </div>
      <div className={classes.group}>
        <Checkbox
          size="xs"
          label={t("find.matchCase")}
          checked={matchCase}
          onChange={(event) => setMatchCase(event.currentTarget.checked)}
        />
        <Checkbox
          size="xs"
          label={t("find.wholeWord")}
          checked={wholeWord}
          onChange={(event) => setWholeWord(event.currentTarget.checked)}
        />
      </div>
      {!readOnly && (
        <div className={classes.group}>
          <TextInput
            size="sm"
            className={classes.field}
            aria-label={t("find.by")}
            placeholder={t("find.by")}
            value={by}
            onChange={(event) => setBy(event.currentTarget.value)}
            onKeyDown={(event) => event.key === "Escape" && close()}
          />
          <Button
            size="xs"
            variant="default"
            disabled={current === undefined}
            onClick={() => current !== undefined && replace([current])}
          >
            {t("find.replace")}
          </Button>
          <Button
            size="xs"
            variant="default"
            disabled={matches.length === 0}
            onClick={() => replace(matches)}
          >
            {t("find.replaceAll", { count: matches.length })}
          </Button>
        </div>
      )}
      <ActionIcon
        variant="subtle"
        color="gray"
        className={classes.close}
        aria-label={t("find.close")}
        onClick={close}
      >
        <IconX size={17} aria-hidden="true" />
      </ActionIcon>
      {current !== undefined && <Preview match={current} by={by} replaces={!readOnly && by !== ""} />}
    </search>
  );
}

const AROUND = 40;

/** The current match in its sentence, and what would stand there. */
function Preview({
  match: { place, start, end },
  by,
  replaces,
}: {
  match: Match;
  by: string;
  replaces: boolean;
}) {
  const { t } = useEditor();
  const before = place.text.slice(Math.max(0, start - AROUND), start);
  const after = place.text.slice(end, end + AROUND);
  const found = place.text.slice(start, end);
  const field = t(`find.field.${place.field}`, { defaultValue: "" });
  return (
    <p className={classes.preview}>
      {field !== "" && `${field}: `}
      {start > AROUND && "… "}
      {before}
      {replaces ? (
        <>
          <del>{found}</del> <ins>{by}</ins>
        </>
      ) : (
        <mark>{found}</mark>
      )}
      {after}
      {end + AROUND < place.text.length && " …"}
    </p>
  );
}

/** Scrolls to the current match, selects what it stands in, and marks all matches on the poster. */
function useShown(
  matches: readonly Match[],
  current: Match | undefined,
  { text, matchCase, wholeWord }: { text: string; matchCase: boolean; wholeWord: boolean },
): void {
  const { session } = useEditor();
  const target = current?.place.target;
  useEffect(() => {
    if (target === undefined) return;
    session.select(target);
    document
      .querySelector(`[data-target="${target}"]`)
      ?.scrollIntoView({ block: "center", inline: "center" });
  }, [target, session]);
  useEffect(
    () => highlight(matches, current, { text, matchCase, wholeWord }),
    [matches, current, text, matchCase, wholeWord],
  );
}
