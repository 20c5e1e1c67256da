import { useTranslation } from "react-i18next";
import { HeatTable } from "@/charts/HeatTable";
import { Histogram } from "@/charts/Histogram";
import { StackedBar } from "@/charts/StackedBar";
import { amount, count, percent, short, span } from "@/ui/numbers";
import type { Answer } from "../answers";
import { Part } from "../Part";
import sections from "../sections.module.css";
import tables from "../tables.module.css";
import { fifthsTable, haveValues } from "./fifths";

type Result = Answer<"recency">;

const STATES = {
  active: { color: "var(--sj-good)", striped: false },
  lapsing: { color: "var(--sj-wow)", striped: true },
  lost: { color: "var(--sj-barrier)", striped: false },
  no_rhythm: { color: "var(--sj-strong-line)", striped: true },
} as const;

export function Recency({ result }: { result: Result }) {
  const { t } = useTranslation("journeys");
  if (result.counted === 0) return <p className={tables.none}>{t("retention.nobodyLead")}</p>;
  return (
    <div className={sections.parts}>
      <Part title={t("retention.statesTitle")} lead={t("retention.statesLead")}>
        <StackedBar
          height={22}
          parts={result.states.map((one) => ({
            name: t(`retention.states.${one.state}`, { share: percent(one.share) }),
            value: one.customers,
            text: count(one.customers),
            ...STATES[one.state],
          }))}
        />
      </Part>
      <Silence result={result} />
      <Fifths result={result} />
    </div>
  );
}

function Silence({ result }: { result: Result }) {
  const { t } = useTranslation("journeys");
  const { median_seconds: median, median_low: low, median_high: high } = result;
  return (
    <Part title={t("retention.silence")}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide picture is scrolled with keys */}
      <section className={tables.scroll} tabIndex={0} aria-label={t("retention.silence")}>
        <Histogram
          bins={result.histogram.map((bin) => ({
            low: bin.low_seconds,
            high: bin.high_seconds,
            customers: bin.customers,
          }))}
          label={t("retention.silence")}
          marks={
            median === null
              ? []
              : [
                  {
                    value: median,
                    low,
                    high,
                    strong: true,
                    text: t("retention.half", { time: span(median) }),
                  },
                ]
          }
          tickLabel={span}
          binLabel={(bin) =>
            t("retention.bin", { low: span(bin.low), high: span(bin.high), customers: count(bin.customers) })
          }
        />
      </section>
    </Part>
  );
}

function Fifths({ result }: { result: Result }) {
  const { t } = useTranslation("journeys");
  const cells = fifthsTable(result.fifths);
  const valued = haveValues(result.fifths);
  return (
    <Part title={t("retention.fifthsTitle")} lead={t("retention.fifthsLead")}>
      <HeatTable
        caption={t("retention.fifthsTitle")}
        corner={t("retention.fifthsCorner")}
        columns={[1, 2, 3, 4, 5].map((number) => ({
          key: String(number),
          name: t(`retention.frequency.${number}`),
        }))}
        rows={cells.map((row, index) => ({
          key: String(5 - index),
          name: t(`retention.recency.${5 - index}`),
          cells: row.map((cell) => ({
            value: cell.customers,
            text: short(cell.customers),
            detail:
              cell.value === null || !valued
                ? t("retention.customers", { customers: count(cell.customers) })
                : t("retention.worth", { customers: count(cell.customers), value: amount(cell.value) }),
          })),
        }))}
        noneLabel="–"
      />
    </Part>
  );
}
