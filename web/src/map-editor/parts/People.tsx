import { Menu } from "@mantine/core";
import { useEffect, useMemo } from "react";
import { type Person, useLive, useMapDocument, usePresence } from "@/live";
import { type Editor, useEditor, useSessionState } from "../context";
import { nameOfPlace } from "../layout/place-names";
import classes from "./People.module.css";

const SHOWN = 3;

/** One or two letters for a name. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? "")][0]);
  return letters.join("").toUpperCase() || "?";
}

/** Each person once, however many tabs they have open: the tab in which they write, or else the latest. */
export function oncePerPerson(people: readonly Person[]): readonly Person[] {
  const byUser = new Map<string, Person>();
  for (const person of people) {
    const known = byUser.get(person.user);
    if (known?.at?.editing !== true) byUser.set(person.user, person);
  }
  return [...byUser.values()];
}

/** Tells the others where this tab is, as long as it is looked at. */
function useHere({ session, live }: Editor): void {
  useEffect(() => {
    const tell = () => {
      const { selected, editing } = session.getState();
      live.here(
        document.hidden ? null : { target: editing ?? selected, editing: editing !== null, cursor: null },
      );
    };
    tell();
    const stop = session.subscribe(tell);
    document.addEventListener("visibilitychange", tell);
    return () => {
      stop();
      document.removeEventListener("visibilitychange", tell);
    };
  }, [session, live]);
}

/** A person's letters in the colour that they have on this map. */
export function PersonMark({ person }: { person: Person }) {
  return (
    <span className={classes.avatar} data-color={person.color} aria-hidden="true">
      {initialsOf(person.name)}
    </span>
  );
}

/** Who else has the map open; a name follows them over the poster, where there is one. */
export function People({ narrow = false }: { narrow?: boolean }) {
  const editor = useEditor();
  const { t } = editor;
  useHere(editor);
  const here = usePresence((state) => state.people);
  const people = useMemo(() => oncePerPerson(here), [here]);
  if (people.length === 0) return null;
  const others = people.length > SHOWN ? people.length - SHOWN + 1 : 0;
  const shown = people.slice(0, people.length - others);
  return (
    <Menu position="bottom-end" shadow="md" width={280}>
      <Menu.Target>
        <button
          type="button"
          className={classes.button}
          aria-label={t("people.here", {
            count: people.length,
            names: people.map(({ name }) => name).join(", "),
          })}
        >
          {shown.map((person) => (
            <PersonMark key={person.connection} person={person} />
          ))}
          {others > 0 && (
            <span className={classes.more} aria-hidden="true">
              +{others}
            </span>
          )}
        </button>
      </Menu.Target>
      <Menu.Dropdown mah="60vh" style={{ overflowY: "auto" }}>
        <Menu.Label>{t("people.title")}</Menu.Label>
        {people.map((person) => (
          <PersonItem key={person.connection} person={person} narrow={narrow} />
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function PersonItem({ person, narrow }: { person: Person; narrow: boolean }) {
  const { session, t } = useEditor();
  const map = useMapDocument();
  const following = useSessionState((state) => state.following === person.user);
  const you = useLive().presence.getState().you;
  const { at } = person;
  const place = at === null ? "" : nameOfPlace(map, at.target);
  const where =
    at === null
      ? t("people.away")
      : place === ""
        ? t("people.onMap")
        : t(at.editing ? "people.writes" : "people.at", { place });
  return (
    <Menu.Item
      leftSection={<PersonMark person={person} />}
      disabled={narrow}
      onClick={() => session.follow(following ? null : person.user)}
      aria-label={`${t(following ? "people.unfollow" : "people.follow", { name: person.name })}. ${where}`}
    >
      <span className={classes.person}>
        <span>{person.user === you?.user ? t("people.you", { name: person.name }) : person.name}</span>
        <span className={classes.where}>{where}</span>
      </span>
    </Menu.Item>
  );
}
