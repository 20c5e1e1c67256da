import { Switch } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { percent } from "@/ui/numbers";
import { SectionSkeleton } from "@/ui/PageSkeleton";
import { type Answer, useAnswer } from "../answers";
import { Choice } from "../Choice";
import { EventSelect } from "../EventSelect";
import { useLog } from "../log";
import { useQuestion } from "../questions";
import { ViewFrame } from "../ViewFrame";
import { Cohorts } from "./Cohorts";
import { likelyPeriod, PERIODS, retentionQuestion } from "./question";

/** Of the customers who began in one period, how many are there in later ones. */
export function CohortsView() {
  const { t } = useTranslation("journeys");
  const { result: log } = useLog();
  const [search, change] = useQuestion();
  const question = useMemo(() => retentionQuestion(search, likelyPeriod(log.first, log.last)), [search, log]);
  const { data, error, isPlaceholderData } = useAnswer("retention", question);
  return (
    <ViewFrame
      kind="retention"
      question={question}
      heading={t("retention.heading")}
      finding={data === undefined ? "" : <Finding result={data} />}
      help={t("retention.help")}
      result={data}
      error={error}
      stale={isPlaceholderData}
      controls={
        <>
          <EventSelect
            label={t("retention.began")}
            placeholder={t("retention.anyFirst")}
            clearable
            value={question.start}
            onChange={(began) => change({ began })}
          />
          <EventSelect
            label={t("retention.active")}
            placeholder={t("retention.any")}
            clearable
            value={question.event}
            onChange={(active) => change({ active })}
          />
          <Choice
            label={t("retention.period")}
            width="8rem"
            value={question.period}
            options={PERIODS.map((name) => ({ value: name, label: t(`retention.periods.${name}`) }))}
            onChange={(period) => change({ period, periods: null })}
          />
          <Switch
            mb={8}
            label={t("retention.unbounded")}
            checked={question.unbounded}
            onChange={(event) => change({ unbounded: event.currentTarget.checked ? "1" : null })}
          />
        </>
      }
    >
      {data === undefined && error === null && <SectionSkeleton />}
      {data !== undefined && <Cohorts result={data} />}
    </ViewFrame>
  );
}

/** How many come back in the period after, and how many in the last that was watched. */
function Finding({ result }: { result: Answer<"retention"> }) {
  const { t } = useTranslation("journeys");
  const known = result.overall.flatMap((one, index) => (one === null ? [] : [{ ...one, index }]));
  const next = known.find(({ index }) => index === 1);
  const last = known.at(-1);
  if (next === undefined || last === undefined) return t("retention.tooShort");
  return (
    <>
      {t(`retention.next.${result.period}`, { share: percent(next.share) })}
      {last.index > 1 &&
        ` ${t(`retention.later.${result.period}`, { share: percent(last.share), number: last.index })}`}
    </>
  );
}
