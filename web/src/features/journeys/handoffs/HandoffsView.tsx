import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { percent, span } from "@/ui/numbers";
import { SectionSkeleton } from "@/ui/PageSkeleton";
import { type Answer, useAnswer } from "../answers";
import { Choice } from "../Choice";
import { useQuestion } from "../questions";
import { useVocabulary } from "../segments";
import { ViewFrame } from "../ViewFrame";
import { Handoffs } from "./Handoffs";
import { NoHandoffs } from "./NoHandoffs";
import { BY, handoffsQuestion, ORDERS, WINDOWS } from "./question";

/** Between which departments or channels customers are passed on, how long they wait, and who is sent back. */
export function HandoffsView() {
  const { t } = useTranslation("journeys");
  const { data: vocabulary, isPending } = useVocabulary();
  const there = useMemo(
    () => BY.filter((by) => vocabulary?.columns.some(({ name }) => name === by)),
    [vocabulary],
  );
  const [search, change] = useQuestion();
  const question = useMemo(() => handoffsQuestion(search, there), [search, there]);
  const { data, error, isPlaceholderData } = useAnswer("handoffs", question, !isPending);
  return (
    <ViewFrame
      kind="handoffs"
      question={question}
      heading={t(`handoffs.heading.${question.by}`)}
      finding={data === undefined ? "" : <Finding result={data} />}
      help={t("handoffs.help")}
      result={data}
      error={error}
      stale={isPlaceholderData}
      controls={
        <>
          <Choice
            label={t("handoffs.by")}
            width="11rem"
            value={question.by}
            options={BY.map((by) => ({ value: by, label: t(`attribution.bys.${by}`) }))}
            onChange={(by) => change({ by })}
          />
          <Choice
            label={t("handoffs.order")}
            width="13rem"
            value={question.order}
            options={ORDERS.map((order) => ({ value: order, label: t(`handoffs.orders.${order}`) }))}
            onChange={(order) => change({ order: order === "wait" ? null : order })}
          />
          <Choice
            label={t("handoffs.within")}
            width="11rem"
            value={WINDOWS.find((one) => one === question.within) ?? "any"}
            options={WINDOWS.map((one) => ({ value: one, label: t(`handoffs.windows.${one}`) }))}
            onChange={(back) => change({ back: back === "any" ? null : back })}
          />
        </>
      }
    >
      {data === undefined && error === null && <SectionSkeleton />}
      {data !== undefined &&
        (data.handoffs === 0 ? (
          <NoHandoffs by={question.by} there={there} onChoose={(by) => change({ by })} />
        ) : (
          <Handoffs result={data} />
        ))}
    </ViewFrame>
  );
}

/** How many are passed on, where they wait longest, and how many go straight back. */
function Finding({ result }: { result: Answer<"handoffs"> }) {
  const { t } = useTranslation("journeys");
  const longest = [...result.pairs].sort((a, b) => b.total_wait_seconds - a.total_wait_seconds)[0];
  if (longest === undefined) return t("handoffs.nobody");
  return (
    <>
      {t("handoffs.passed", { share: percent(result.handed_over_share) })}{" "}
      {t("handoffs.longest", {
        from: longest.from,
        to: longest.to,
        share: percent(longest.wait_share),
        time: span(longest.median_wait_seconds),
      })}{" "}
      {t("handoffs.back", { share: percent(result.returned / result.handoffs) })}
    </>
  );
}
