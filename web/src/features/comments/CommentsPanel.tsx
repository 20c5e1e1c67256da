import { Loader, SegmentedControl } from "@mantine/core";
import { useDeferredValue, useEffect, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { ProblemError } from "@/api";
import { type Target, THE_MAP, useEditor, useSessionState } from "@/map-editor";
import { newId } from "@/map-model";
import { ProblemNote } from "@/ui/ProblemNote";
import classes from "./CommentsPanel.module.css";
import { Composer } from "./Composer";
import { useDesk } from "./DeskContext";
import type { Person } from "./mentions";
import { useNameOf } from "./nameOf";
import { OutgoingItem } from "./OutgoingItem";
import { type Thread, usePeople, useTalk, useThread } from "./queries";
import { type Rights, useRights } from "./rights";
import { ThreadCard } from "./ThreadCard";
import { ThreadRow } from "./ThreadRow";
import { useActs } from "./useActs";

const FILTERS = ["open", "mine", "resolved"] as const;
type Filter = (typeof FILTERS)[number];
const NOBODY: readonly Person[] = [];
const NO_THREADS: readonly Thread[] = [];

/** The talk about the map: what is selected first, all else below. */
export function CommentsPanel() {
  const { t } = useTranslation("comments");
  const { mapId } = useDesk();
  const [filter, setFilter] = useState<Filter>("open");
  const selected = useDeferredValue(useSessionState((state) => state.selected));
  const rights = useRights();
  const people = usePeople(mapId, { enabled: rights.write }).data ?? NOBODY;
  const talk = useTalk(mapId, filter === "resolved" ? "resolved" : "open");
  const { opened, setOpened, missing } = useOpened(setFilter);
  const all = talk.data?.threads ?? NO_THREADS;
  const threads = filter === "mine" ? all.filter(({ mine }) => mine) : all;
  const here = threads.filter(({ target, gone }) => target === selected && !gone);
  const elsewhere = threads.filter((thread) => !here.includes(thread));
  return (
    <div className={classes.panel}>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={t("filter.label")}
        value={filter}
        onChange={(next) => setFilter(next as Filter)}
        data={FILTERS.map((value) => ({ value, label: t(`filter.${value}`) }))}
      />
      {missing && <p className={classes.empty}>{t("list.missing")}</p>}
      {talk.error !== null && (
        <ProblemNote
          title={talk.error.message}
          detail={talk.error instanceof ProblemError ? talk.error.detail : undefined}
          onRetry={() => void talk.refetch()}
        />
      )}
      <Here
        key={selected}
        target={selected}
        threads={here}
        rights={rights}
        people={people}
        opened={opened}
        canBegin={rights.write && filter !== "resolved"}
      />
      {talk.isPending && <Loader size="sm" />}
      <Elsewhere threads={elsewhere} opened={opened} onOpen={setOpened} rights={rights} people={people} />
      {talk.isSuccess && threads.length === 0 && <p className={classes.empty}>{t(`empty.${filter}`)}</p>}
      {talk.data?.more === true && <p className={classes.empty}>{t("list.more")}</p>}
    </div>
  );
}

/** The thread that is shown as a whole besides those of the selected thing; the page's address may name it. */
function useOpened(setFilter: (filter: Filter) => void) {
  const desk = useDesk();
  const { session } = useEditor();
  const wanted = useSyncExternalStore(desk.subscribe, desk.wanted);
  const [opened, setOpened] = useState<string | null>(wanted);
  const { data: asked, error } = useThread(desk.mapId, wanted);
  useEffect(() => {
    if (asked === undefined) return;
    setOpened(asked.id);
    setFilter(asked.resolved_at === null ? "open" : "resolved");
    if (!asked.gone) session.select(asked.target as Target);
    desk.want(null); // Taken: coming back to this panel must not select it again.
  }, [asked, desk, session, setFilter]);
  return { opened, setOpened, missing: error !== null };
}

interface HereProps {
  target: Target;
  threads: readonly Thread[];
  rights: Rights;
  people: readonly Person[];
  opened: string | null;
  canBegin: boolean;
}

/** The threads of what is selected, and where to begin one. */
function Here({ target, threads, rights, people, opened, canBegin }: HereProps) {
  const { t } = useTranslation("comments");
  const desk = useDesk();
  const acts = useActs();
  const name = useNameOf()(target);
  const outgoing = useSyncExternalStore(desk.outbox.subscribe, desk.outbox.all);
  const writeTurn = useSyncExternalStore(desk.subscribe, () => desk.writeTurn(target));
  // Coming back to this later must not take the keys away from the map.
  useEffect(() => () => desk.wrote(target), [desk, target]);
  const begun = outgoing.filter((one) => one.thread === null && one.target === target);
  if (!canBegin && threads.length === 0) return null;
  return (
    <section className={classes.section} aria-labelledby="comments-here">
      <h2 id="comments-here" className={classes.title}>
        {target === THE_MAP ? t("here.map") : t("here.on", { title: name })}
      </h2>
      {threads.map((thread) => (
        <ThreadCard
          key={thread.id}
          thread={thread}
          rights={rights}
          people={people}
          wanted={thread.id === opened}
          outgoing={outgoing.filter((one) => one.thread === thread.id)}
        />
      ))}
      {begun.length > 0 && (
        <ol className={classes.begun}>
          {begun.map((one) => (
            <OutgoingItem key={one.id} outgoing={one} people={people} />
          ))}
        </ol>
      )}
      {canBegin && (
        <Composer
          key={begun.length}
          place={target}
          quiet={threads.length > 0}
          label={t("write.label", { title: name })}
          placeholder={t(threads.length > 0 ? "write.another" : "write.first")}
          send={t("write.send")}
          people={people}
          focusTurn={writeTurn}
          onSend={(text) => acts.send({ id: newId("cmt"), thread: null, target, text })}
        />
      )}
    </section>
  );
}

interface ElsewhereProps {
  threads: readonly Thread[];
  opened: string | null;
  onOpen: (thread: string) => void;
  rights: Rights;
  people: readonly Person[];
}

/** All other threads in short; one about something that is gone opens in its place. */
function Elsewhere({ threads, opened, onOpen, rights, people }: ElsewhereProps) {
  const { t } = useTranslation("comments");
  const { session } = useEditor();
  const { outbox } = useDesk();
  const outgoing = useSyncExternalStore(outbox.subscribe, outbox.all);
  if (threads.length === 0) return null;
  const open = (thread: Thread) => {
    onOpen(thread.id);
    if (!thread.gone) session.select(thread.target as Target);
  };
  return (
    <section className={classes.section} aria-labelledby="comments-elsewhere">
      <h2 id="comments-elsewhere" className={classes.title}>
        {t("here.elsewhere")}
      </h2>
      <ul className={classes.rows}>
        {threads.map((thread) => (
          <li key={thread.id}>
            <ThreadRow thread={thread} onOpen={() => open(thread)} />
            {thread.gone && thread.id === opened && (
              <ThreadCard
                thread={thread}
                rights={rights}
                people={people}
                wanted
                outgoing={outgoing.filter((one) => one.thread === thread.id)}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
