import { useTranslation } from "react-i18next";
import type { FunnelResult } from "@/api";
import { ShareBar } from "@/charts/ShareBar";
import { count, percent } from "@/ui/numbers";
import { EventName } from "./EventName";
import classes from "./FunnelView.module.css";
import tables from "./tables.module.css";

/** The same steps for each segment side by side: shares of the segment, with their intervals. */
export function FunnelSegments({ result }: { result: FunnelResult }) {
  const { t } = useTranslation("journeys");
  const sides = [
    { segment: t("selection.everybody"), customers: result.customers, steps: result.steps },
    ...result.segments,
  ];
  return (
    <section className={classes.section}>
      <h3>{t("funnel.side")}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled with keys */}
      <section className={tables.scroll} tabIndex={0} aria-label={t("funnel.side")}>
        <table className={tables.table}>
          <thead>
            <tr>
              <th scope="col">{t("columns.event")}</th>
              {sides.map((side) => (
                <th key={side.segment} scope="col">
                  {side.segment} <small>{t("n", { n: count(side.customers) })}</small>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {result.steps.map((step, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: an event may stand twice; the place is the identity
              <tr key={index}>
                <th scope="row">
                  <EventName event={step.event} />
                </th>
                {sides.map((side) => {
                  const here = side.steps[index];
                  return (
                    <td key={side.segment}>
                      {here !== undefined && (
                        <>
                          {percent(here.share)} <small>({count(here.reached)})</small>
                          <ShareBar share={here.share} low={here.low} high={here.high} height={8} />
                        </>
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}
