import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { date, percent, span } from "@/ui/numbers";
import { SectionSkeleton } from "@/ui/PageSkeleton";
import { type Answer, useAnswer } from "../answers";
import { EventSelect } from "../EventSelect";
import { useHasValues } from "../hasValues";
import { useQuestion } from "../questions";
import { ViewFrame } from "../ViewFrame";
import { recencyQuestion } from "./question";
import { Recency } from "./Recency";

/** How long customers have been silent, and whether that is long for them. */
export function RecencyView() {
  const { t } = useTranslation("journeys");
  const hasValues = useHasValues();
  const [search, change] = useQuestion();
  const question = useMemo(() => recencyQuestion(search, hasValues), [search, hasValues]);
  const { data, error, isPlaceholderData } = useAnswer("recency", question);
  return (
    <ViewFrame
      kind="recency"
      question={question}
      heading={t("retention.recencyHeading")}
      finding={data === undefined ? "" : <Finding result={data} />}
      help={t("retention.recencyHelp")}
      result={data}
      error={error}
      stale={isPlaceholderData}
      controls={
        <EventSelect
          label={t("retention.came")}
          placeholder={t("retention.any")}
          clearable
          value={question.event}
          onChange={(came) => change({ came })}
        />
      }
    >
      {data === undefined && error === null && <SectionSkeleton />}
      {data !== undefined && <Recency result={data} />}
    </ViewFrame>
  );
}

function Finding({ result }: { result: Answer<"recency"> }) {
  const { t } = useTranslation("journeys");
  const shareOf = (state: string) => result.states.find((one) => one.state === state)?.share ?? 0;
  if (result.counted === 0) return t("retention.nobodyCame");
  return t("retention.recencyFinding", {
    at: date(result.at),
    lapsing: percent(shareOf("lapsing")),
    lost: percent(shareOf("lost")),
    time: span(result.median_seconds),
  });
}
