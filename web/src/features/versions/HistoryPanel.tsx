import { Button, Loader, Select } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ProblemError } from "@/api";
import { useMapDocument } from "@/live";
import { idOf, type Target, THE_MAP, useEditor, useSessionState } from "@/map-editor";
import type { MapDocument } from "@/map-model";
import { ProblemNote } from "@/ui/ProblemNote";
import { HistoryEntry } from "./HistoryEntry";
import { useHistory } from "./queries";
import { Switch } from "./Switch";
import classes from "./Versions.module.css";
import { useVersionsDesk } from "./VersionsDesk";
import { daysOf } from "./when";

/** Who changed what, of the whole map or of one thing. */
export function HistoryPanel() {
  const { t } = useTranslation("versions");
  const { map } = useVersionsDesk();
  const about = useSessionState((state) => state.historyOf);
  const [person, setPerson] = useState<string | null>(null);
  const record = about === THE_MAP ? "" : idOf(about);
  const history = useHistory(map, { person: person ?? "", record });
  const pages = history.data?.pages ?? [];
  const groups = pages.flatMap((page) => page.groups);
  const people = pages[0]?.people ?? [];
  const { error } = history;
  const days = daysOf(
    groups.map((group) => ({ ...group, at: group.ended_at })),
    { today: t("list.today"), yesterday: t("list.yesterday") },
  );
  return (
    <div className={classes.panel}>
      <Switch value="history" />
      {about !== THE_MAP && <About target={about} />}
      {people.length > 1 && (
        <Select
          size="xs"
          label={t("history.person")}
          placeholder={t("history.everybody")}
          data={people.map(({ id, name }) => ({ value: id, label: name }))}
          value={person}
          onChange={setPerson}
          clearable
        />
      )}
      {error !== null && (
        <ProblemNote
          title={error.message}
          detail={error instanceof ProblemError ? error.detail : undefined}
          onRetry={() => void history.refetch()}
        />
      )}
      {history.isPending && <Loader size="sm" />}
      {history.isSuccess && groups.length === 0 && (
        <p className={classes.empty}>
          {t(person === null && about === THE_MAP ? "history.empty" : "history.emptyFor")}
        </p>
      )}
      {days.map(({ day, entries }) => (
        <section key={day} className={classes.day}>
          <h3 className={classes.dayTitle}>{day}</h3>
          <ul className={classes.list}>
            {entries.map((group) => (
              <HistoryEntry key={`${group.first} ${group.last}`} group={group} />
            ))}
          </ul>
        </section>
      ))}
      {history.hasNextPage && (
        <Button
          variant="default"
          size="xs"
          loading={history.isFetchingNextPage}
          onClick={() => void history.fetchNextPage()}
        >
          {t("history.earlier")}
        </Button>
      )}
    </div>
  );
}

/** Whose history it is, and the way to that of the whole map. */
function About({ target }: { target: Target }) {
  const { t } = useTranslation("versions");
  const { session } = useEditor();
  const map = useMapDocument();
  const step = map.steps[map.cards[idOf(target)]?.step ?? ""]?.title;
  const unnamed = step === undefined ? t("history.unnamed") : t("history.cardAt", { step });
  const title = nameOf(map, idOf(target)) ?? unnamed;
  return (
    <div className={classes.about}>
      <span>{t("history.about", { title })}</span>
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconX size={15} aria-hidden="true" />}
        onClick={() => session.showHistory()}
      >
        {t("history.whole")}
      </Button>
    </div>
  );
}

const SHOWN = 60;

function nameOf(map: MapDocument, id: string): string | null {
  const { stages, steps, lanes, cards, personas } = map;
  const text = (stages[id] ?? steps[id] ?? lanes[id])?.title ?? personas[id]?.name ?? cards[id]?.text ?? "";
  return text === "" ? null : `“${text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text}”`;
}
