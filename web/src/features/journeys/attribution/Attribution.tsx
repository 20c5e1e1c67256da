import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { type BarValue, GroupedBars } from "@/charts/GroupedBars";
import { EmptyState } from "@/ui/EmptyState";
import { Figures } from "@/ui/Figures";
import { amount, count, percent } from "@/ui/numbers";
import type { Answer } from "../answers";
import { EventName } from "../EventName";
import { Part } from "../Part";
import { useQuestion } from "../questions";
import { ShareList } from "../ShareList";
import sections from "../sections.module.css";
import type { By, Model } from "./question";

type Result = Answer<"attribution">;
type Credit = Result["touches"][number]["credits"][number];

export interface AttributionProps {
  result: Result;
  models: readonly Model[];
  by: By;
  goal: string;
}

export function Attribution({ result, models, by, goal }: AttributionProps) {
  const { t } = useTranslation("journeys");
  if (result.touches.length === 0) return <NoTouches by={by} />;
  return (
    <div className={sections.parts}>
      <Figures
        figures={[
          { value: count(result.conversions), name: t("attribution.conversions", { goal }) },
          { value: count(result.attributed), name: t("attribution.attributed") },
          { value: count(result.unconverted_paths), name: t("attribution.without") },
          ...(!haveValues(result) || result.attributed_value === null
            ? []
            : [{ value: amount(result.attributed_value), name: t("attribution.worth") }]),
        ]}
      />
      <Part title={t("attribution.sharesTitle")} lead={t("attribution.sharesLead")}>
        <GroupedBars
          caption={t("attribution.sharesTitle")}
          groupLabel={t(`attribution.bys.${by}`)}
          series={models.map((model) => ({ key: model, name: t(`attribution.model.${model}`) }))}
          groups={result.touches.map((touch) => ({
            key: touch.touch,
            name: by === "event" ? <EventName event={touch.touch} /> : nameOf(touch.touch, t("flow.other")),
            note: t("attribution.touches", { touches: count(touch.touches) }),
            values: models.map((model) => {
              const credit = touch.credits.find((one) => one.model === model);
              return credit === undefined ? null : barOf(credit, haveValues(result), t);
            }),
          }))}
        />
      </Part>
      <ShareList
        title={t("attribution.removal")}
        shares={result.touches
          .flatMap(({ touch, removal_effect: share }) => (share === null ? [] : [{ touch, share }]))
          .sort((a, b) => b.share - a.share)
          .slice(0, 8)
          .map(({ touch, share }) => ({
            key: touch,
            name: nameOf(touch, t("flow.other")),
            share,
            detail: t("attribution.removed", { share: percent(share), touch }),
          }))}
      />
    </div>
  );
}

const nameOf = (touch: string, other: string) => (touch === "(other)" ? other : touch);

/** Whether any conversion says what it is worth. */
const haveValues = ({ without_value, conversions }: Result) =>
  without_value !== null && without_value < conversions;

function barOf(
  credit: Credit,
  valued: boolean,
  t: (key: string, values?: Record<string, string>) => string,
): BarValue {
  const interval =
    credit.low === null || credit.high === null
      ? ""
      : t("attribution.interval", { low: percent(credit.low), high: percent(credit.high) });
  const worth =
    credit.value === null || !valued ? "" : t("attribution.valued", { value: amount(credit.value) });
  return {
    share: credit.share,
    low: credit.low,
    high: credit.high,
    text: percent(credit.share),
    detail: `${t("attribution.credit", { n: count(credit.conversions) })}${worth}${interval}`,
  };
}

function NoTouches({ by }: { by: By }) {
  const { t } = useTranslation("journeys");
  const [, change] = useQuestion();
  return (
    <EmptyState
      title={t("attribution.emptyTitle", { by: t(`attribution.bys.${by}`) })}
      lead={t("attribution.emptyLead")}
    >
      <Button onClick={() => change({ by: "event" })}>{t("attribution.byEvent")}</Button>
    </EmptyState>
  );
}
