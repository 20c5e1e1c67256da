import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { percent, span } from "@/ui/numbers";
import { SectionSkeleton } from "@/ui/PageSkeleton";
import { type Answer, useAnswer } from "../answers";
import { Choice } from "../Choice";
import { EventSelect } from "../EventSelect";
import { useHasValues } from "../hasValues";
import { likelyGoal } from "../likelyEvents";
import { useLog } from "../log";
import { useQuestion } from "../questions";
import { ViewFrame } from "../ViewFrame";
import { repeatsQuestion, WINDOWS } from "./question";
import { Repeats } from "./Repeats";

/** Of those who did something for the k-th time, how many did it again, how soon, and what it was worth. */
export function RepeatsView() {
  const { t } = useTranslation("journeys");
  const { result: log } = useLog();
  const hasValues = useHasValues();
  const [search, change] = useQuestion();
  const question = useMemo(
    () => repeatsQuestion(search, likelyGoal(log.names), hasValues),
    [search, log, hasValues],
  );
  const { data, error, isPlaceholderData } = useAnswer("repeats", question);
  const event = question.event ?? t("retention.anything");
  return (
    <ViewFrame
      kind="repeats"
      question={question}
      heading={t("retention.repeatsHeading", { event })}
      finding={data === undefined ? "" : <Finding result={data} event={event} />}
      help={t("retention.repeatsHelp")}
      result={data}
      error={error}
      stale={isPlaceholderData}
      controls={
        <>
          <EventSelect
            label={t("retention.again")}
            placeholder={t("retention.any")}
            clearable
            value={question.event}
            onChange={(again) => change({ again: again ?? "" })}
          />
          <Choice
            label={t("retention.window")}
            width="11rem"
            value={WINDOWS.find((one) => one === (question.within ?? "")) ?? "30d"}
            options={WINDOWS.map((one) => ({ value: one, label: t(`retention.windows.${one || "any"}`) }))}
            onChange={(window) => change({ window: window === "30d" ? null : window })}
          />
        </>
      }
    >
      {data === undefined && error === null && <SectionSkeleton />}
      {data !== undefined && <Repeats result={data} />}
    </ViewFrame>
  );
}

/** How many of those who did it once did it again, and how long that took. */
function Finding({ result, event }: { result: Answer<"repeats">; event: string }) {
  const { t } = useTranslation("journeys");
  const first = result.repeats[0];
  if (first === undefined) return t("retention.nobody", { event });
  if (first.again === 0) return t("retention.never", { event });
  return t("retention.repeatsFinding", {
    event,
    share: percent(first.share),
    time: span(first.between.median),
  });
}
