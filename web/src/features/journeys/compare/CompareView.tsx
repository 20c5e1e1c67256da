import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { SectionSkeleton } from "@/ui/PageSkeleton";
import { type Answer, useAnswer } from "../answers";
import { likelyGoal } from "../likelyEvents";
import { useLog } from "../log";
import { useQuestion } from "../questions";
import { useVocabulary } from "../segments";
import { ViewFrame } from "../ViewFrame";
import { CompareControls } from "./CompareControls";
import { Differences } from "./Differences";
import { difference, figure, greatest, isSure } from "./figures";
import { compareQuestion } from "./question";

/** Any question, asked of two groups of customers or two periods, and which of its figures surely differ. */
export function CompareView() {
  const { t } = useTranslation("journeys");
  const { result } = useLog();
  const { data: vocabulary, isPending } = useVocabulary();
  const goal = useMemo(() => likelyGoal(result.names), [result]);
  const [search, change] = useQuestion();
  const question = useMemo(
    () => compareQuestion(search, { result, goal, vocabulary }),
    [search, result, goal, vocabulary],
  );
  const { data, error, isPlaceholderData } = useAnswer("compare", question, !isPending);
  return (
    <ViewFrame
      kind="compare"
      question={question}
      heading={t("compare.heading")}
      finding={data === undefined ? "" : <Finding result={data} />}
      help={t("compare.help")}
      result={data}
      error={error}
      stale={isPlaceholderData}
      controls={<CompareControls question={question} goal={goal} onChange={change} />}
    >
      {data === undefined && error === null && <SectionSkeleton />}
      {data !== undefined && <Differences result={data} />}
    </ViewFrame>
  );
}

/** How many figures surely differ, and which share differs most. */
function Finding({ result }: { result: Answer<"compare"> }) {
  const { t } = useTranslation("journeys");
  const sure = result.figures.filter(isSure).length;
  const most = greatest(result.figures);
  return (
    <>
      {sure === 0
        ? t("compare.nothing", { tested: result.tested })
        : t("compare.sure", { sure, tested: result.tested })}
      {most !== null &&
        ` ${t("compare.most", {
          label: most.label,
          a: figure(most.a?.value, most.unit),
          b: figure(most.b?.value, most.unit),
          difference: difference(most.difference, most.unit),
        })}`}
    </>
  );
}
