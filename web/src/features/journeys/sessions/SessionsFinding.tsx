import { useTranslation } from "react-i18next";
import { count, percent, span } from "@/ui/numbers";
import type { Answer } from "../answers";

/** How often customers come back, how many look in only, and in which session they reach the goal. */
export function SessionsFinding({ result }: { result: Answer<"sessions"> }) {
  const { t } = useTranslation("journeys");
  const first = result.by_number[0];
  const converted = result.by_number.reduce((sum, one) => sum + (one.first_converted ?? 0), 0);
  return (
    <>
      {t("sessions.often", {
        sessions: count(result.sessions),
        each: count(result.sessions_per_customer.median),
      })}
      {result.pause.median_seconds !== null &&
        ` ${t("sessions.apart", { time: span(result.pause.median_seconds) })}`}
      {` ${t("sessions.bounced", { share: percent(result.bounce_share) })}`}
      {result.goal !== null &&
        converted > 0 &&
        ` ${t("sessions.atOnce", { goal: result.goal, share: percent((first?.first_converted ?? 0) / converted) })}`}
    </>
  );
}
