import { useTranslation } from "react-i18next";
import type { FlowResult } from "@/api";
import { count, percent } from "@/ui/numbers";
import { useEventWords } from "./eventWords";

/** What comes most often right after (or right before) the point that the flow looks from. */
export function FlowFinding({ result }: { result: FlowResult }) {
  const { t } = useTranslation("journeys");
  const nameOf = useEventWords();
  const near = result.positions.find(({ position }) => position === (result.direction === "before" ? -1 : 1));
  const most = near?.nodes.find(({ event }) => !event.startsWith("("));
  const over = near?.nodes.find(({ event }) => event === "(left)" || event === "(not yet)");
  return (
    <>
      {most !== undefined &&
        t(result.direction === "before" ? "flow.mostBefore" : "flow.mostAfter", {
          event: nameOf(most.event),
          share: percent(most.share),
        })}{" "}
      {over !== undefined &&
        t(`flow.over.${result.direction === "before" ? "before" : "after"}`, {
          share: percent(over.share),
        })}{" "}
      {t("flow.sum", { anchored: count(result.anchored), customers: count(result.customers) })}
    </>
  );
}
