import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { ShareBar } from "@/charts/ShareBar";
import { Figures } from "@/ui/Figures";
import { count, percent, span } from "@/ui/numbers";
import { useAnswer } from "./answers";
import { useLog } from "./log";
import tables from "./tables.module.css";
import { ViewFrame } from "./ViewFrame";

const secondsBetween = (first: string, last: string): number => (Date.parse(last) - Date.parse(first)) / 1000;

/** What the log holds: every event name, how often, and with how many customers. */
export function OverviewView() {
  const { t } = useTranslation("journeys");
  const { result: log, colorOf } = useLog();
  const { data, error, isPlaceholderData } = useAnswer("events", {});
  const result = data ?? log;
  const [query, setQuery] = useState("");
  const names = result.names.filter((name) => name.event.toLowerCase().includes(query.toLowerCase()));
  return (
    <ViewFrame
      kind="events"
      question={{}}
      heading={t("overview.heading")}
      finding={t("overview.finding", {
        customers: count(result.customers),
        names: count(result.event_names),
        events: count(result.events),
        top: result.names[0]?.event ?? "",
        share: percent((result.names[0]?.customers ?? 0) / Math.max(1, result.customers)),
      })}
      help={t("overview.help")}
      result={data}
      error={error}
      stale={isPlaceholderData}
      controls={
        <TextInput
          aria-label={t("overview.find")}
          placeholder={t("overview.find")}
          leftSection={<IconSearch size={16} />}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
      }
    >
      <Figures
        figures={[
          { value: count(result.customers), name: t("overview.customers") },
          { value: count(result.events), name: t("overview.events") },
          {
            value: (result.events / Math.max(1, result.customers)).toFixed(1),
            name: t("overview.perCustomer"),
          },
          { value: span(secondsBetween(result.first, result.last)), name: t("overview.span") },
        ]}
      />
      <div className={tables.scroll}>
        <table className={tables.table}>
          <thead>
            <tr>
              <th scope="col">{t("columns.event")}</th>
              <th scope="col" className={tables.bar}>
                {t("columns.customers")}
              </th>
              <th scope="col" className={tables.number}>
                {t("columns.share")}
              </th>
              <th scope="col" className={tables.number}>
                {t("columns.count")}
              </th>
            </tr>
          </thead>
          <tbody>
            {names.map((name) => (
              <tr key={name.event}>
                <th scope="row">
                  <Link
                    href={`/explore/transitions?event=${encodeURIComponent(name.event)}`}
                    className={tables.event}
                  >
                    <span className={tables.dot} style={{ background: colorOf(name.event).base }} />
                    {name.event}
                  </Link>
                  <div className={tables.phoneBar}>
                    <ShareBar
                      share={name.customers / result.customers}
                      color={colorOf(name.event).base}
                      height={5}
                    />
                  </div>
                </th>
                <td className={tables.bar}>
                  <div className={tables.measure}>
                    {" "}
                    <span className={tables.barNumber}>{count(name.customers)}</span>
                    <ShareBar share={name.customers / result.customers} color={colorOf(name.event).base} />
                  </div>{" "}
                </td>
                <td className={tables.number}>{percent(name.customers / result.customers)}</td>
                <td className={tables.number}>{count(name.count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {names.length === 0 && <p className={tables.none}>{t("overview.none", { query })}</p>}
      </div>
    </ViewFrame>
  );
}
