import { Button } from "@mantine/core";
import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { ProblemError } from "@/api";
import { EmptyState } from "@/ui/EmptyState";
import { JobBar } from "@/ui/JobBar";
import { Page } from "@/ui/Page";
import { SectionSkeleton } from "@/ui/PageSkeleton";
import { ProblemNote } from "@/ui/ProblemNote";
import { type Asked, useMayEdit, useRead, useReading, useWords, type Words } from "./queries";
import { Texts } from "./Texts";
import { ThemesRail } from "./ThemesRail";
import classes from "./Words.module.css";

const PAGE = 30;

/** What customers wrote: themes at the left, their moods over time, and the texts themselves. */
export function WordsPage() {
  const { t } = useTranslation("words");
  const [asked, setAsked] = useState<Asked>({});
  const [most, setMost] = useState(PAGE);
  const words = useWords(asked, most);
  const mayEdit = useMayEdit();
  const change = useCallback((given: Asked) => {
    setMost(PAGE);
    setAsked((before) => ({ ...before, ...given }));
  }, []);
  const { error } = words;
  return (
    <Page title={t("title")} lead={t("lead")} wide>
      {error !== null && (
        <ProblemNote
          title={error instanceof ProblemError ? error.title : String(error)}
          detail={error instanceof ProblemError ? error.detail : undefined}
          onRetry={() => void words.refetch()}
        />
      )}
      {words.isPending && <SectionSkeleton />}
      {words.data !== undefined && <Reading state={words.data.state} mayEdit={mayEdit} />}
      {words.data !== undefined && words.data.state.texts > 0 && (
        <div className={classes.page}>
          <ThemesRail
            words={words.data}
            chosen={asked.theme ?? null}
            onChoose={(theme) => change({ theme })}
            mayEdit={mayEdit}
          />
          <Texts
            words={words.data}
            asked={asked}
            mayEdit={mayEdit}
            onChange={change}
            onClear={() => setAsked({})}
            onMore={() => setMost(most + PAGE)}
          />
        </div>
      )}
    </Page>
  );
}

/** How the reading stands, and the one thing to do about it. It begins by itself where data has changed. */
function Reading({ state, mayEdit }: { state: Words["state"]; mayEdit: boolean }) {
  const { t } = useTranslation("words");
  const read = useRead();
  const job = useReading(state.job);
  const begun = useRef(false);
  const due = mayEdit && state.anything && state.outdated && state.job === null;
  useEffect(() => {
    if (!due || begun.current) return;
    begun.current = true;
    read.mutate(false);
  }, [due, read]);
  if (job !== undefined) return <JobBar {...job} secondsLeft={job.seconds_left} />;
  if (!state.anything || (state.texts === 0 && !state.outdated))
    return (
      <EmptyState
        title={t(state.anything ? "wordless" : "empty")}
        lead={t(state.anything ? "wordlessLead" : "emptyLead")}
      >
        {mayEdit && (
          <Button component={Link} href="/data/import">
            {t("emptyDo")}
          </Button>
        )}
      </EmptyState>
    );
  if (state.read_at === null)
    return (
      <EmptyState title={t("unread")} lead={t("unreadLead")}>
        {mayEdit && (
          <Button onClick={() => read.mutate(false)} loading={read.isPending}>
            {t("read")}
          </Button>
        )}
      </EmptyState>
    );
  if (!state.outdated && state.corrections === 0) return null;
  return (
    <div className={classes.due} role="status">
      <p>{state.outdated ? t("outdated") : t("learn", { count: state.corrections })}</p>
      {mayEdit && (
        <Button size="xs" onClick={() => read.mutate(false)} loading={read.isPending}>
          {t(state.outdated ? "readAgain" : "learnDo")}
        </Button>
      )}
    </div>
  );
}
