import { useTranslation } from "react-i18next";
import { ShareBar } from "@/charts/ShareBar";
import { amount, count, percent, span } from "@/ui/numbers";
import type { Answer } from "../answers";
import { Part } from "../Part";
import { ShareList } from "../ShareList";
import sections from "../sections.module.css";
import tables from "../tables.module.css";

type Result = Answer<"repeats">;

export function Repeats({ result }: { result: Result }) {
  const { t } = useTranslation("journeys");
  if (result.repeats.length === 0) return <p className={tables.none}>{t("retention.nobodyLead")}</p>;
  return (
    <div className={sections.parts}>
      <Part title={t("retention.repeatsTitle")} lead={t("retention.repeatsLead")}>
        <RepeatsTable result={result} />
      </Part>
      <ShareList
        title={t("retention.howOften")}
        shares={result.how_often.map((one) => ({
          key: String(one.times),
          name: t(one.or_more ? "retention.timesOrMore" : "retention.times", { times: count(one.times) }),
          share: one.share,
          detail: t("retention.customers", { customers: count(one.customers) }),
        }))}
      />
    </div>
  );
}

function RepeatsTable({ result }: { result: Result }) {
  const { t } = useTranslation("journeys");
  const hasValues = result.repeats.some((one) => (one.value?.n ?? 0) > 0);
  const within = result.within_seconds;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled with keys
    <section className={tables.scroll} tabIndex={0} aria-label={t("retention.repeatsTitle")}>
      <table className={tables.table}>
        <thead>
          <tr>
            <th scope="col">{t("retention.step")}</th>
            <th scope="col">{t("retention.didAgain")}</th>
            {within !== null && (
              <th scope="col" className={tables.number}>
                {t("retention.withinTime", { time: span(within) })}
              </th>
            )}
            <th scope="col" className={tables.number}>
              {t("retention.between")}
            </th>
            {hasValues && (
              <th scope="col" className={tables.number}>
                {t("retention.value")}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {result.repeats.map((one) => (
            <tr key={one.number}>
              <th scope="row">{t("retention.fromTo", { from: one.number, to: one.number + 1 })}</th>
              <td
                className={tables.bar}
                title={t("retention.interval", { low: percent(one.low), high: percent(one.high) })}
              >
                <div className={tables.measure}>
                  <strong className={tables.barNumber}>{percent(one.share)}</strong>
                  <ShareBar share={one.share} low={one.low} high={one.high} />
                </div>
                <small>
                  {t("retention.ofThem", { again: count(one.again), customers: count(one.customers) })}
                </small>
              </td>
              {within !== null && (
                <td className={tables.number}>
                  {one.within_share === null ? "–" : percent(one.within_share)}
                </td>
              )}
              <td className={tables.number}>{span(one.between.median)}</td>
              {hasValues && <td className={tables.number}>{amount(one.value?.mean)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
