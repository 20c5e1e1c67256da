import { useTranslation } from "react-i18next";
import { Figures } from "@/ui/Figures";
import { count, percent, span } from "@/ui/numbers";
import type { Answer } from "../answers";
import { ShareList } from "../ShareList";
import sections from "../sections.module.css";
import { AtRisk } from "./AtRisk";
import { ModelCheck } from "./ModelCheck";
import { Patterns } from "./Patterns";
import type { leavingQuestion } from "./question";

type Result = Answer<"leaving">;

export interface LeavingProps {
  result: Result;
  question: ReturnType<typeof leavingQuestion>;
}

export function Leaving({ result, question }: LeavingProps) {
  const { t } = useTranslation("journeys");
  const { today, later } = result;
  return (
    <div className={sections.parts}>
      <Figures
        figures={[
          { value: count(today.at_risk), name: t("leaving.atRisk") },
          {
            value: today.expected === null ? "–" : count(today.expected),
            name: t("leaving.expected", { time: span(result.horizon_seconds) }),
          },
          { value: count(today.on_path), name: t("leaving.onPath") },
          { value: later.share === null ? "–" : percent(later.share), name: t("leaving.leftLast") },
        ]}
      />
      <Patterns result={result} />
      {today.bands.length > 0 && (
        <ShareList
          title={t("leaving.bands")}
          shares={today.bands
            .filter((band) => band.customers > 0)
            .map((band) => ({
              key: String(band.low),
              name: t("leaving.band", { low: Math.round(band.low * 100), high: Math.round(band.high * 100) }),
              share: band.customers / Math.max(1, today.at_risk),
              detail: t("leaving.customers", { customers: count(band.customers) }),
              color: band.low >= 0.5 ? "var(--sj-barrier)" : undefined,
            }))}
        />
      )}
      <AtRisk result={result} question={question} />
      {result.model !== null && <ModelCheck model={result.model} />}
    </div>
  );
}
