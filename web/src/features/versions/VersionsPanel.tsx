import { Button, Loader, Select } from "@mantine/core";
import { IconStar } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ProblemError } from "@/api";
import { ProblemNote } from "@/ui/ProblemNote";
import { Differences } from "./Differences";
import { NameForm } from "./NameForm";
import { useVersions, type Version } from "./queries";
import { Switch } from "./Switch";
import { VersionItem } from "./VersionItem";
import classes from "./Versions.module.css";
import { useVersionsDesk } from "./VersionsDesk";
import { daysOf } from "./when";

const NONE: readonly Version[] = [];

/** The states of the map that are kept, or what differs between two of them. */
export function VersionsPanel() {
  const { shown } = useVersionsDesk();
  return (
    <div className={classes.panel}>
      <Switch value="versions" />
      {shown.mode === "compare" ? <Differences from={shown.from} to={shown.to} /> : <All />}
    </div>
  );
}

function All() {
  const { t } = useTranslation("versions");
  const { map, mayEdit } = useVersionsDesk();
  const { data, error, refetch, isPending } = useVersions(map);
  const [isNaming, setNaming] = useState(false);
  const [person, setPerson] = useState<string | null>(null);
  const all = data?.versions ?? NONE;
  const people = [...new Set(all.map(({ by }) => by).filter(Boolean))].sort();
  const versions = all.filter(({ by }) => person === null || by === person);
  return (
    <>
      {mayEdit && isNaming && <NameForm onDone={() => setNaming(false)} />}
      {mayEdit && !isNaming && (
        <Button
          variant="default"
          leftSection={<IconStar size={17} aria-hidden="true" />}
          onClick={() => setNaming(true)}
        >
          {t("name.open")}
        </Button>
      )}
      {people.length > 1 && (
        <Select
          size="xs"
          label={t("list.person")}
          placeholder={t("list.everybody")}
          data={people}
          value={person}
          onChange={setPerson}
          clearable
        />
      )}
      {error !== null && (
        <ProblemNote
          title={error.message}
          detail={error instanceof ProblemError ? error.detail : undefined}
          onRetry={() => void refetch()}
        />
      )}
      {isPending && <Loader size="sm" />}
      {data !== undefined && all.length === 0 && <p className={classes.empty}>{t("list.empty")}</p>}
      {data !== undefined && <Days versions={versions} begunAt={data.begun_at} />}
    </>
  );
}

/** By day, the last first; at the end the state in which the map began. */
function Days({ versions, begunAt }: { versions: readonly Version[]; begunAt: string }) {
  const { t } = useTranslation("versions");
  const begun = {
    id: "",
    seq: 0,
    kind: "daily" as const,
    name: t("list.begun"),
    note: "",
    by: "",
    at: begunAt,
  };
  const days = daysOf([...versions, begun], { today: t("list.today"), yesterday: t("list.yesterday") });
  return days.map(({ day, entries }) => (
    <section key={day} className={classes.day}>
      <h3 className={classes.dayTitle}>{day}</h3>
      <ul className={classes.list}>
        {entries.map((version) => (
          <VersionItem key={version.id} version={version} />
        ))}
      </ul>
    </section>
  ));
}
