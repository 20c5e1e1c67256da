import { useTranslation } from "react-i18next";
import type { FunnelResult } from "@/api";
import { percent } from "@/ui/numbers";
import { EventName } from "./EventName";
import classes from "./FunnelView.module.css";
import tables from "./tables.module.css";

const MOST = 12;
const RATE = 0.05;

const points = (share: number): string => `${share > 0 ? "+" : "−"}${(Math.abs(share) * 100).toFixed(1)}`;

/** What those who converted did differently from those who left at the last step. */
export function FunnelDifferences({ result }: { result: FunnelResult }) {
  const { t } = useTranslation("journeys");
  const sure = result.differences.filter((one) => one.false_discovery_rate <= RATE);
  const shown = [...sure].sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference)).slice(0, MOST);
  return (
    <section className={classes.section}>
      <h3>{t("funnel.differently")}</h3>
      <p>{t("funnel.differentlyHint", { tested: result.differences.length, sure: sure.length })}</p>
      {shown.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled with keys
        <section className={tables.scroll} tabIndex={0} aria-label={t("funnel.differently")}>
          <table className={tables.table}>
            <thead>
              <tr>
                <th scope="col">{t("columns.event")}</th>
                <th scope="col">{t("funnel.whenHead")}</th>
                <th scope="col" className={tables.number}>
                  {t("funnel.converters")}
                </th>
                <th scope="col" className={tables.number}>
                  {t("funnel.leavers")}
                </th>
                <th scope="col" className={tables.number}>
                  {t("funnel.difference")}
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map((one) => (
                <tr key={`${one.event} ${one.when}`}>
                  <th scope="row">
                    <EventName event={one.event} />
                  </th>
                  <td>{t(`funnel.when.${one.when}`)}</td>
                  <td className={tables.number}>{percent(one.converted_share)}</td>
                  <td className={tables.number}>{percent(one.left_share)}</td>
                  <td className={tables.number}>
                    {t("funnel.points", {
                      difference: points(one.difference),
                      low: points(one.low),
                      high: points(one.high),
                    })}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  );
}
