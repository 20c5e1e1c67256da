import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { SectionSkeleton } from "@/ui/PageSkeleton";
import { useAnswer } from "../answers";
import { Choice } from "../Choice";
import { EventSelect } from "../EventSelect";
import { likelyGoal } from "../likelyEvents";
import { useLog } from "../log";
import { useQuestion } from "../questions";
import { ViewFrame } from "../ViewFrame";
import { GAPS, sessionsQuestion } from "./question";
import { Sessions } from "./Sessions";
import { SessionsFinding } from "./SessionsFinding";

/** Visits told apart by long pauses: how often customers come, and what happens in the first, the second … */
export function SessionsView() {
  const { t } = useTranslation("journeys");
  const { result: log } = useLog();
  const [search, change] = useQuestion();
  const question = useMemo(() => sessionsQuestion(search, likelyGoal(log.names)), [search, log]);
  const { data, error, isPlaceholderData } = useAnswer("sessions", question);
  const gaps = GAPS.some((gap) => gap === question.gap) ? GAPS : [question.gap, ...GAPS];
  return (
    <ViewFrame
      kind="sessions"
      question={question}
      heading={t("sessions.heading")}
      finding={data === undefined ? "" : <SessionsFinding result={data} />}
      help={t("sessions.help")}
      result={data}
      error={error}
      stale={isPlaceholderData}
      controls={
        <>
          <Choice
            label={t("sessions.gap")}
            value={question.gap}
            options={gaps.map((gap) => ({
              value: gap,
              label: t(`sessions.gaps.${gap}`, { defaultValue: gap }),
            }))}
            onChange={(gap) => change({ gap: gap === "30m" ? null : gap })}
          />
          <EventSelect
            label={t("sessions.goal")}
            placeholder={t("sessions.noGoal")}
            clearable
            value={question.goal}
            onChange={(goal) => change({ goal: goal ?? "" })}
          />
        </>
      }
    >
      {data === undefined && error === null && <SectionSkeleton />}
      {data !== undefined && <Sessions result={data} />}
    </ViewFrame>
  );
}
