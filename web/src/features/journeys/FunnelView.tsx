import { useTranslation } from "react-i18next";
import type { FunnelResult } from "@/api";
import { count, percent, span } from "@/ui/numbers";
import { useAnswer } from "./answers";
import { useEventWords } from "./eventWords";
import { FunnelBuilder } from "./FunnelBuilder";
import { FunnelChart } from "./FunnelChart";
import { FunnelDifferences } from "./FunnelDifferences";
import { FunnelEmpty } from "./FunnelEmpty";
import { FunnelOptions } from "./FunnelOptions";
import { FunnelSegments } from "./FunnelSegments";
import classes from "./FunnelView.module.css";
import { funnelQuestion, stepsIn, stepsOut, useParsed, useQuestion } from "./questions";
import { StepsToMapButton } from "./StepsToMapButton";
import { ViewFrame } from "./ViewFrame";

/** How many customers get how far along an ordered list of events. */
export function FunnelView() {
  const { t } = useTranslation("journeys");
  const [search] = useQuestion();
  const [question, change] = useParsed(funnelQuestion);
  const steps = stepsIn(search);
  const ready = steps.length >= 2;
  const { data, error, isPlaceholderData } = useAnswer("funnel", question, ready);
  const result = ready ? data : undefined;
  return (
    <ViewFrame
      kind="funnel"
      question={question}
      heading={t("funnel.heading")}
      finding={result === undefined ? "" : <Finding result={result} />}
      help={t("funnel.help")}
      result={result}
      error={ready ? error : null}
      stale={isPlaceholderData && ready}
      actions={ready && <StepsToMapButton steps={steps.map((step) => step[0] ?? "")} />}
    >
      <div className={classes.split}>
        <div>
          <FunnelBuilder
            steps={steps}
            within={question.within}
            onSteps={(wanted) => change({ step: stepsOut(wanted) })}
            onWithin={(within) => change({ within })}
          />
          <FunnelOptions
            order={question.order}
            without={question.without}
            by={question.by}
            onOrder={(order) => change({ order: order === "any-between" ? null : order })}
            onWithout={(without) => change({ without })}
            onBy={(segments) => change({ segments })}
          />
        </div>
        <div className={classes.charts}>
          {!ready && (
            <FunnelEmpty
              chosen={steps.length}
              onChoose={(wanted) => change({ step: stepsOut(wanted.map((event) => [event])) })}
            />
          )}
          {result !== undefined && <FunnelChart result={result} />}
          {result !== undefined && result.segments.length > 0 && <FunnelSegments result={result} />}
          {result !== undefined && result.differences.length > 0 && <FunnelDifferences result={result} />}
        </div>
      </div>
    </ViewFrame>
  );
}

/** Who converted, and where most are lost. */
function Finding({ result }: { result: FunnelResult }) {
  const { t } = useTranslation("journeys");
  const nameOf = useEventWords();
  const last = result.steps.at(-1);
  const lost = result.steps
    .map((step, index) => ({ step, gone: (result.steps[index - 1]?.reached ?? step.reached) - step.reached }))
    .reduce((most, one) => (one.gone > most.gone ? one : most));
  if (last === undefined) return null;
  return (
    <>
      {t("funnel.finding", {
        reached: count(last.reached),
        customers: count(result.customers),
        share: percent(last.share),
      })}{" "}
      {last.median_seconds !== null && t("funnel.findingTime", { time: span(last.median_seconds) })}{" "}
      {lost.gone > 0 && t("funnel.findingLost", { lost: count(lost.gone), event: nameOf(lost.step.event) })}
    </>
  );
}
