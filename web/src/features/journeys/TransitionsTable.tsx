import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Transition } from "@/api";
import { ShareBar } from "@/charts/ShareBar";
import { count, percent, span } from "@/ui/numbers";
import { EventName } from "./EventName";
import tables from "./tables.module.css";

const FIRST_ROWS = 60;

/** The drawn transitions as numbers. */
export function TransitionsTable({ ways }: { ways: readonly Transition[] }) {
  const { t } = useTranslation("journeys");
  const [all, setAll] = useState(false);
  const shown = all ? ways : ways.slice(0, FIRST_ROWS);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled with keys
    <section className={tables.scroll} tabIndex={0} aria-label={t("views.transitions")}>
      <table className={tables.table}>
        <thead>
          <tr>
            <th scope="col">{t("columns.from")}</th>
            <th scope="col">{t("columns.to")}</th>
            <th scope="col" className={tables.number}>
              {t("columns.count")}
            </th>
            <th scope="col" className={tables.number}>
              {t("columns.customers")}
            </th>
            <th scope="col" className={tables.bar}>
              {t("columns.share")}
            </th>
            <th scope="col" className={tables.number}>
              {t("columns.median")}
            </th>
            <th scope="col" className={tables.number}>
              {t("columns.p90")}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((way) => (
            <tr key={`${way.from}→${way.to}`}>
              <td>
                <EventName event={way.from} />
              </td>
              <td>
                <EventName event={way.to} />
              </td>
              <td className={tables.number}>{count(way.count)}</td>
              <td className={tables.number}>{count(way.customers)}</td>
              <td className={tables.bar}>
                <div className={tables.measure}>
                  {" "}
                  <span className={tables.barNumber}>{percent(way.share)}</span>
                  <ShareBar share={way.share} />
                </div>{" "}
              </td>
              <td className={tables.number}>{span(way.median_seconds)}</td>
              <td className={tables.number}>{span(way.p90_seconds)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length < ways.length && (
        <Button variant="subtle" onClick={() => setAll(true)}>
          {t("transitions.more", { count: ways.length })}
        </Button>
      )}
    </section>
  );
}
