import { useTranslation } from "react-i18next";
import { BandLine } from "@/charts/BandLine";
import { type HeatCell, HeatTable } from "@/charts/HeatTable";
import { count, date, percent, percentTick } from "@/ui/numbers";
import type { Answer } from "../answers";
import { Part } from "../Part";
import sections from "../sections.module.css";

type Result = Answer<"retention">;
type Active = Result["overall"][number];

/** More cohorts than this nobody reads at once; the latest are shown, and the files have them all. */
const SHOWN = 31;
const FLAT = 0.3;

export function Cohorts({ result }: { result: Result }) {
  const { t } = useTranslation("journeys");
  const known = result.overall.findLastIndex((one) => one !== null) + 1;
  const later = result.overall.slice(0, known).map((_, index) => index);
  const cells = (periods: readonly Active[]) =>
    periods.map((one): HeatCell | null =>
      one === null
        ? null
        : {
            value: one.share,
            text: percent(one.share),
            detail: t("retention.cell", {
              active: count(one.active),
              customers: count(one.customers),
              low: percent(one.low),
              high: percent(one.high),
            }),
          },
    );
  const cohorts = result.cohorts.slice(-SHOWN);
  // The first period holds all of them; the colours tell the later ones apart.
  const shares = cohorts.flatMap(({ periods }) =>
    periods.slice(1).flatMap((one) => (one === null ? [] : [one.share])),
  );
  const most = Math.max(0.01, ...shares);
  const least = Math.min(most, ...shares);
  const hidden = result.cohorts.length - cohorts.length;
  return (
    <div className={sections.parts}>
      <Part
        title={t("retention.triangle")}
        lead={
          hidden > 0
            ? t("retention.triangleSome", { shown: count(cohorts.length), hidden: count(hidden) })
            : t("retention.triangleLead")
        }
      >
        <HeatTable
          caption={t("retention.triangle")}
          corner={t("retention.cohort")}
          columns={later.map((number) => ({ key: String(number), name: t("retention.column", { number }) }))}
          rows={cohorts.map((cohort) => ({
            key: cohort.start,
            name: date(cohort.start),
            size: count(cohort.customers),
            cells: cells(cohort.periods),
          }))}
          foot={{
            key: "all",
            name: t("retention.all"),
            size: count(result.started),
            cells: cells(result.overall),
          }}
          domain={[least === most ? 0 : Math.max(0, 2 * least - most), most]}
          noneLabel={t("retention.notOver")}
        />
      </Part>
      <Curve result={result} />
    </div>
  );
}

function Curve({ result }: { result: Result }) {
  const { t } = useTranslation("journeys");
  const all = result.overall.flatMap((one, x) =>
    one === null ? [] : [{ x, value: one.share, low: one.low, high: one.high }],
  );
  // Everybody is there at the start; where few come back, that would press the rest of the curve flat.
  const isFlat = Math.max(0, ...all.slice(1).map(({ high }) => high)) < FLAT;
  const points = isFlat ? all.slice(1) : all;
  if (points.length < 2) return null;
  return (
    <Part title={t("retention.curve")} lead={t("retention.curveLead")}>
      <BandLine
        lines={[{ name: t("retention.all"), color: "var(--sj-accent)", points }]}
        label={t("retention.curve")}
        xLabel={(number) => t("retention.column", { number })}
        yLabel={percentTick}
        pointLabel={({ value, low, high }) =>
          t("retention.point", {
            share: percent(value),
            low: percent(low ?? value),
            high: percent(high ?? value),
          })
        }
        hint={t("retention.readHint")}
        xTicks={points.map(({ x }) => x)}
        most={isFlat ? undefined : 1}
      />
    </Part>
  );
}
