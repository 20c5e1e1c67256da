import { Button } from "@mantine/core";
import { type RefObject, useEffect } from "react";
import { type Person, useLive, usePresence } from "@/live";
import { useEditor, useSessionState } from "../context";
import { oncePerPerson, PersonMark } from "./People";
import classes from "./People.module.css";
import { isShown } from "./presence-marks";

/** What ends the following: whatever one does to the poster oneself. */
const OWN_ACTS = ["pointerdown", "wheel", "keydown"] as const;

const personOf = (people: readonly Person[], user: string): Person | undefined =>
  oncePerPerson(people).find((one) => one.user === user);

/** Keeps in view where another person is, and says so. */
export function Following({ view }: { view: RefObject<HTMLElement | null> }) {
  const user = useSessionState((state) => state.following);
  return user === null ? null : <Follow key={user} user={user} view={view} />;
}

function Follow({ user, view }: { user: string; view: RefObject<HTMLElement | null> }) {
  const { session, t } = useEditor();
  const { presence } = useLive();
  const person = usePresence(({ people }) => personOf(people, user));
  const name = person?.name;
  useEffect(() => {
    if (name === undefined) return;
    session.say(t("people.followed", { name }));
    return () => session.say(t("people.stopped", { name }));
  }, [name, session, t]);
  useEffect(() => {
    let shown: string | null = null;
    const look = () => {
      const found = personOf(presence.getState().people, user);
      if (found === undefined) return session.follow(null);
      const target = found.at?.target ?? "";
      if (target === shown) return;
      shown = target;
      showThere(view.current, target);
    };
    look();
    return presence.subscribe(look);
  }, [presence, session, user, view]);
  useEffect(() => {
    const end = (event: Event) => {
      if (event.target instanceof Node && view.current?.contains(event.target)) session.follow(null);
    };
    for (const act of OWN_ACTS) window.addEventListener(act, end, { capture: true, passive: true });
    return () => {
      for (const act of OWN_ACTS) window.removeEventListener(act, end, { capture: true });
    };
  }, [session, view]);
  if (person === undefined) return null;
  return (
    <div className={classes.following} data-color={person.color}>
      <PersonMark person={person} />
      <span>{t("people.following", { name: person.name })}</span>
      <Button size="compact-sm" variant="default" onClick={() => session.follow(null)}>
        {t("people.stop")}
      </Button>
    </div>
  );
}

function showThere(view: HTMLElement | null, target: string): void {
  if (!isShown(target)) return;
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  view
    ?.querySelector(`[data-target="${target}"]`)
    ?.scrollIntoView({ block: "center", inline: "center", behavior: calm ? "auto" : "smooth" });
}
