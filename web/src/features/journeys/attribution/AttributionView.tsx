import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { count, percent } from "@/ui/numbers";
import { SectionSkeleton } from "@/ui/PageSkeleton";
import { type Answer, useAnswer } from "../answers";
import { useHasValues } from "../hasValues";
import { likelyGoal } from "../likelyEvents";
import { useLog } from "../log";
import { useQuestion } from "../questions";
import { ViewFrame } from "../ViewFrame";
import { Attribution } from "./Attribution";
import { AttributionControls } from "./AttributionControls";
import { widestGap } from "./gaps";
import { attributionQuestion, type Model, modelsIn } from "./question";

/** Which touches on the way get how much of the conversions, by several models side by side. */
export function AttributionView() {
  const { t } = useTranslation("journeys");
  const { result: log } = useLog();
  const hasValues = useHasValues();
  const [search, change] = useQuestion();
  const question = useMemo(
    () => attributionQuestion(search, likelyGoal(log.names), hasValues),
    [search, log, hasValues],
  );
  const models = useMemo(() => modelsIn(search), [search]);
  const { data, error, isPlaceholderData } = useAnswer("attribution", question, question.goal.length > 0);
  const goal = question.goal[0] ?? "";
  return (
    <ViewFrame
      kind="attribution"
      question={question}
      heading={t("attribution.heading", { goal })}
      finding={data === undefined ? "" : <Finding result={data} models={models} goal={goal} />}
      help={t("attribution.help")}
      result={data}
      error={error}
      stale={isPlaceholderData}
      controls={<AttributionControls question={question} models={models} onChange={change} />}
    >
      {data === undefined && error === null && <SectionSkeleton />}
      {data !== undefined && <Attribution result={data} models={models} by={question.by} goal={goal} />}
    </ViewFrame>
  );
}

interface FindingProps {
  result: Answer<"attribution">;
  models: readonly Model[];
  goal: string;
}

/** The touch on which the models disagree most, and what nobody touched. */
function Finding({ result, models, goal }: FindingProps) {
  const { t } = useTranslation("journeys");
  const gap = widestGap(result.touches, models);
  const untouched = result.conversions - result.attributed;
  if (result.conversions === 0) return t("attribution.noConversions", { goal });
  return (
    <>
      {gap !== null &&
        t("attribution.gap", {
          touch: gap.touch,
          goal,
          most: percent(gap.most),
          mostModel: t(`attribution.counts.${gap.mostModel}`),
          least: percent(gap.least),
          leastModel: t(`attribution.counts.${gap.leastModel}`),
        })}{" "}
      {untouched > 0
        ? t("attribution.untouched", { n: count(untouched), all: count(result.conversions) })
        : t("attribution.touched", { all: count(result.conversions) })}
    </>
  );
}
