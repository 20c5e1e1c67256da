import { useTranslation } from "react-i18next";
import { BandLine } from "@/charts/BandLine";
import { count, percent, percentTick } from "@/ui/numbers";
import type { Answer } from "../answers";
import { Part } from "../Part";
import sections from "../sections.module.css";

type Model = NonNullable<Answer<"leaving">["model"]>;

/** Whether the risk can be believed: what the model expected at the later time, and what happened. */
export function ModelCheck({ model }: { model: Model }) {
  const { t } = useTranslation("journeys");
  const better = 1 - model.brier / model.brier_of_base;
  const rows = new Map(model.calibration.map((one) => [one.expected, one]));
  return (
    <Part
      title={t("leaving.check")}
      lead={
        <>
          {model.auc !== null && t("leaving.auc", { times: Math.round(model.auc * 100) })}{" "}
          {t(better > 0 ? "leaving.brier" : "leaving.brierWorse", {
            share: percent(Math.abs(better)),
            brier: model.brier.toFixed(3),
            base: model.brier_of_base.toFixed(3),
          })}
        </>
      }
    >
      {model.calibration.length > 1 && (
        <BandLine
          lines={[
            {
              name: t("leaving.happened"),
              color: "var(--sj-accent)",
              dotted: true,
              points: model.calibration.map((one) => ({
                x: one.expected,
                value: one.share,
                low: one.low,
                high: one.high,
              })),
            },
            {
              name: t("leaving.asExpected"),
              color: "var(--sj-muted)",
              dashed: true,
              points: [
                { x: 0, value: 0 },
                { x: 1, value: 1 },
              ],
            },
          ]}
          label={t("leaving.check")}
          xLabel={(x) => t("leaving.expectedRisk", { share: percentTick(x) })}
          yLabel={percentTick}
          pointLabel={(point) => {
            const one = rows.get(point.x);
            return one === undefined
              ? percent(point.value)
              : t("leaving.point", {
                  share: percent(one.share),
                  low: percent(one.low),
                  high: percent(one.high),
                  n: count(one.n),
                });
          }}
          hint={t("leaving.checkHint")}
          xTicks={[0, 0.5, 1]}
          most={1}
        />
      )}
      <Terms model={model} />
    </Part>
  );
}

function Terms({ model }: { model: Model }) {
  const { t } = useTranslation("journeys");
  return (
    <p className={sections.lead}>
      {t("leaving.terms", { terms: count(model.terms.length), base: percent(model.base_risk) })}
    </p>
  );
}
