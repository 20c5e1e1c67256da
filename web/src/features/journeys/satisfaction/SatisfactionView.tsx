import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/ui/EmptyState";
import { count } from "@/ui/numbers";
import { SectionSkeleton } from "@/ui/PageSkeleton";
import { type Answer, useAnswer } from "../answers";
import { Choice } from "../Choice";
import { useQuestion } from "../questions";
import { ViewFrame } from "../ViewFrame";
import { MEASURES, moved, satisfactionQuestion, scored, strongest, WITHINS } from "./question";
import { Satisfaction } from "./Satisfaction";

/** How content customers are along the journey, and after which events they are more or less so. */
export function SatisfactionView() {
  const { t } = useTranslation("journeys");
  const [search, change] = useQuestion();
  const question = useMemo(() => satisfactionQuestion(search), [search]);
  const { data, error, isPlaceholderData } = useAnswer("satisfaction", question);
  const there = MEASURES.filter((measure) => data?.measures.some((one) => one.measure === measure));
  const measure = question.measure ?? data?.measure ?? null;
  return (
    <ViewFrame
      kind="satisfaction"
      question={question}
      heading={t("satisfaction.heading")}
      finding={data === undefined ? "" : <Finding result={data} />}
      help={t("satisfaction.help")}
      result={data}
      error={error}
      stale={isPlaceholderData}
      controls={
        <>
          {measure !== null && there.length > 1 && (
            <Choice
              label={t("satisfaction.measure")}
              width="13rem"
              value={measure}
              options={there.map((one) => ({ value: one, label: t(`satisfaction.measures.${one}`) }))}
              onChange={(chosen) => change({ measure: chosen })}
            />
          )}
          <Choice
            label={t("satisfaction.within")}
            width="15rem"
            value={WITHINS.find((one) => one === question.within) ?? "30d"}
            options={WITHINS.map((one) => ({ value: one, label: t(`satisfaction.withins.${one}`) }))}
            onChange={(speaks) => change({ speaks: speaks === "30d" ? null : speaks })}
          />
        </>
      }
    >
      {data === undefined && error === null && <SectionSkeleton />}
      {data !== undefined &&
        (data.overall.answers === 0 ? (
          <EmptyState title={t("satisfaction.emptyTitle")} lead={t("satisfaction.emptyLead")} />
        ) : (
          <Satisfaction result={data} />
        ))}
    </ViewFrame>
  );
}

/** The score, and what surely lowers and raises it most. */
function Finding({ result }: { result: Answer<"satisfaction"> }) {
  const { t } = useTranslation("journeys");
  const { measure, overall } = result;
  if (measure === null || overall.answers === 0) return t("satisfaction.none");
  const { fall, rise } = strongest(result.events);
  return (
    <>
      {t(`satisfaction.overall.${measure}`, {
        score: scored(measure, overall.score),
        low: scored(measure, overall.low),
        high: scored(measure, overall.high),
        n: count(overall.answers),
      })}
      {fall !== null &&
        ` ${t("satisfaction.fall", { event: fall.name, by: moved(measure, fall.moved.difference), unit: t(`satisfaction.unit.${measure}`) })}`}
      {rise !== null &&
        ` ${t("satisfaction.rise", { event: rise.name, by: moved(measure, rise.moved.difference), unit: t(`satisfaction.unit.${measure}`) })}`}
    </>
  );
}
