import { Anchor } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { Source } from "@/api";
import { count, dateTime } from "@/ui/numbers";
import classes from "./LatestSources.module.css";

/** What came in lately. */
export function LatestSources({ sources }: { sources: readonly Source[] }) {
  const { t } = useTranslation("workspace");
  return (
    <section className={classes.latest}>
      <header className={classes.head}>
        <h2 className={classes.heading}>{t("recent")}</h2>
        <Anchor component={Link} href="/data">
          {t("allData")}
        </Anchor>
      </header>
      <ul className={classes.list}>
        {sources.map((source) => (
          <li key={source.source} className={classes.source}>
            <span className={classes.name}>{source.name}</span>
            <span className={classes.line}>
              {t("sourceLine", { kept: count(source.kept), at: dateTime(source.at) })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
