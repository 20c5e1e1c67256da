import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { count, percent, span } from "@/ui/numbers";
import { SectionSkeleton } from "@/ui/PageSkeleton";
import { type Answer, useAnswer } from "../answers";
import { Choice } from "../Choice";
import { EventSelect } from "../EventSelect";
import { useQuestion } from "../questions";
import { ViewFrame } from "../ViewFrame";
import { Leaving } from "./Leaving";
import { usePatternWords } from "./patternWords";
import { confirmed, HORIZONS, leavingQuestion } from "./question";

/** What customers do before they leave, how sure that is, and who is on such a path today. */
export function LeavingView() {
  const { t } = useTranslation("journeys");
  const [search, change] = useQuestion();
  const question = useMemo(() => leavingQuestion(search), [search]);
  const { data, error, isPlaceholderData } = useAnswer("leaving", question);
  return (
    <ViewFrame
      kind="leaving"
      question={question}
      heading={
        question.outcome === null
          ? t("leaving.heading")
          : t("leaving.headingOutcome", { event: question.outcome })
      }
      finding={data === undefined ? "" : <Finding result={data} />}
      help={t("leaving.help")}
      result={data}
      error={error}
      stale={isPlaceholderData}
      controls={
        <>
          <EventSelect
            label={t("leaving.outcome")}
            placeholder={t("leaving.silence")}
            clearable
            value={question.outcome}
            onChange={(outcome) => change({ outcome })}
          />
          <Choice
            label={t("leaving.horizon")}
            width="14rem"
            value={HORIZONS.find((one) => one === question.horizon) ?? "auto"}
            options={HORIZONS.map((one) => ({ value: one, label: t(`leaving.horizons.${one}`) }))}
            onChange={(horizon) => change({ horizon: horizon === "auto" ? null : horizon })}
          />
        </>
      }
    >
      {data === undefined && error === null && <SectionSkeleton />}
      {data !== undefined && <Leaving result={data} question={question} />}
    </ViewFrame>
  );
}

/** How many leave, what precedes it most, and how many are on such a path today. */
function Finding({ result }: { result: Answer<"leaving"> }) {
  const { t } = useTranslation("journeys");
  const words = usePatternWords();
  const worst = confirmed(result.patterns).raises[0];
  const { later, today } = result;
  return (
    <>
      {later.share !== null &&
        t(result.outcome === null ? "leaving.share" : "leaving.shareOutcome", {
          share: percent(later.share),
          time: span(result.horizon_seconds),
          event: result.outcome ?? "",
        })}{" "}
      {worst === undefined
        ? t("leaving.nothing")
        : t("leaving.worst", {
            pattern: words(worst.pattern),
            times: (worst.training.lift ?? 1).toFixed(1),
          })}{" "}
      {today.on_path > 0 && t("leaving.today", { n: count(today.on_path) })}
    </>
  );
}
