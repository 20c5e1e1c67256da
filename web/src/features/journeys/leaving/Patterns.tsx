import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type DotRow, DotWhisker } from "@/charts/DotWhisker";
import { count, percent } from "@/ui/numbers";
import type { Answer } from "../answers";
import { Part } from "../Part";
import tables from "../tables.module.css";
import { usePatternWords } from "./patternWords";
import { confirmed, type Pattern } from "./question";

const FIRST = 10;

/** What precedes leaving, and what precedes staying: risk ratios with their intervals, confirmed later. */
export function Patterns({ result }: { result: Answer<"leaving"> }) {
  const { t } = useTranslation("journeys");
  const { raises, lowers } = confirmed(result.patterns);
  if (result.tested === 0) return <p className={tables.none}>{t("leaving.tooFew")}</p>;
  const lead = t("leaving.patternsLead", { tested: count(result.tested), kept: count(result.kept) });
  return (
    <>
      <Part title={t("leaving.raises")} lead={lead}>
        <PatternList caption={t("leaving.raises")} patterns={raises} />
      </Part>
      {lowers.length > 0 && (
        <Part title={t("leaving.lowers")}>
          <PatternList caption={t("leaving.lowers")} patterns={lowers} />
        </Part>
      )}
    </>
  );
}

function PatternList({ caption, patterns }: { caption: string; patterns: readonly Pattern[] }) {
  const { t } = useTranslation("journeys");
  const words = usePatternWords();
  const [all, setAll] = useState(false);
  const shown = all ? patterns : patterns.slice(0, FIRST);
  if (patterns.length === 0) return <p className={tables.none}>{t("leaving.noPatterns")}</p>;
  return (
    <>
      <DotWhisker
        caption={caption}
        nameLabel={t("leaving.did")}
        valueLabel={t("leaving.lift")}
        columns={[t("leaving.later"), t("leaving.leftOf"), t("leaving.q")]}
        rows={shown.map((one): DotRow => row(one, words(one.pattern), t))}
        reference={1}
        scale="log"
        good="below"
        tickLabel={(value) => `${value}×`}
      />
      {patterns.length > shown.length && (
        <Button variant="default" w="fit-content" onClick={() => setAll(true)}>
          {t("leaving.all", { patterns: count(patterns.length) })}
        </Button>
      )}
    </>
  );
}

const times = (value: number | null) => (value === null ? "–" : `${value.toFixed(2)}×`);

function row(
  { pattern, training, later, q }: Pattern,
  name: string,
  t: (key: string, values?: Record<string, string>) => string,
): DotRow {
  return {
    key: `${pattern.kind}\n${pattern.event}\n${pattern.then ?? ""}`,
    name,
    value: training.lift,
    low: training.low,
    high: training.high,
    text: times(training.lift),
    detail: t("leaving.interval", { low: times(training.low), high: times(training.high) }),
    cells: [
      times(later.lift),
      t("leaving.leftShare", {
        share: training.share === null ? "–" : percent(training.share),
        n: count(training.n),
      }),
      q < 0.001 ? "<0.001" : q.toFixed(3),
    ],
  };
}
