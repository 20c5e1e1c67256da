import { Anchor } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { LogSummary } from "@/api";
import { Figures } from "@/ui/Figures";
import { count, date, span } from "@/ui/numbers";
import classes from "./LogSummaryStrip.module.css";

/** The log in four numbers, and the span of time that it covers. */
export function LogSummaryStrip({ log }: { log: LogSummary }) {
  const { t } = useTranslation("workspace");
  const seconds = (Date.parse(log.last) - Date.parse(log.first)) / 1000;
  return (
    <section className={classes.strip}>
      <header className={classes.head}>
        <h2 className={classes.heading}>{t("log")}</h2>
        <Anchor component={Link} href="/explore/overview">
          {t("explore")}
        </Anchor>
      </header>
      <Figures
        figures={[
          { value: count(log.customers), name: t("customers") },
          { value: count(log.events), name: t("events") },
          { value: count(log.event_names), name: t("names") },
          { value: span(seconds), name: t("span") },
        ]}
      />
      <div className={classes.time}>
        <span>{date(log.first)}</span>
        <span className={classes.line} aria-hidden="true" />
        <span>{date(log.last)}</span>
      </div>
    </section>
  );
}
