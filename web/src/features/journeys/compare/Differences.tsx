import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type DotRow, DotWhisker } from "@/charts/DotWhisker";
import { Figures } from "@/ui/Figures";
import { count } from "@/ui/numbers";
import type { Answer } from "../answers";
import { Part } from "../Part";
import sections from "../sections.module.css";
import classes from "./CompareControls.module.css";
import { byUnit, type Compared, difference, differenceTick, figure, isSure, tickUnit } from "./figures";

type Result = Answer<"compare">;

const FIRST = 15;

export function Differences({ result }: { result: Result }) {
  const { t } = useTranslation("journeys");
  return (
    <div className={sections.parts}>
      <Figures
        figures={[
          { value: count(result.a.customers), name: t("compare.size.a", { name: result.a.name }) },
          { value: count(result.b.customers), name: t("compare.size.b", { name: result.b.name }) },
          { value: count(result.overlap), name: t("compare.overlap") },
        ]}
      />
      {result.notes.length > 0 && (
        <ul className={classes.note}>
          {result.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      {byUnit(result.figures).map(
        ({ unit, figures }) =>
          figures.length > 0 && <UnitPart key={unit} unit={unit} figures={figures} result={result} />,
      )}
    </div>
  );
}

interface UnitPartProps {
  unit: Compared["unit"];
  figures: readonly Compared[];
  result: Result;
}

/** Differences of one unit on one axis. */
function UnitPart({ unit, figures, result }: UnitPartProps) {
  const { t } = useTranslation("journeys");
  const [all, setAll] = useState(false);
  const shown = all ? figures : figures.slice(0, FIRST);
  return (
    <Part title={t(`compare.unit.${unit}`)} lead={t("compare.lead", { a: result.a.name, b: result.b.name })}>
      <DotWhisker
        caption={t(`compare.unit.${unit}`)}
        nameLabel={t("compare.figure")}
        valueLabel={t(unit === "share" ? "compare.points" : "compare.difference")}
        columns={[t("compare.column.a"), t("compare.column.b"), t("compare.q")]}
        tickLabel={(value) => differenceTick(value, unit)}
        tickUnit={tickUnit(
          unit,
          shown.map((one) => one.difference),
        )}
        rows={shown.map((one) => rowOf(one, t))}
      />
      {figures.length > shown.length && (
        <Button variant="default" w="fit-content" onClick={() => setAll(true)}>
          {t("compare.all", { n: count(figures.length) })}
        </Button>
      )}
    </Part>
  );
}

function rowOf(one: Compared, t: (key: string, values?: Record<string, string>) => string): DotRow {
  return {
    key: one.key.join("\n"),
    name: one.label,
    value: one.difference,
    low: one.low,
    high: one.high,
    side: isSure(one) ? undefined : "unsure",
    text: difference(one.difference, one.unit),
    detail:
      one.low === null || one.high === null
        ? t("compare.noInterval")
        : t("compare.interval", {
            low: difference(one.low, one.unit),
            high: difference(one.high, one.unit),
          }),
    cells: [
      <Side key="a" figure={one.a} unit={one.unit} />,
      <Side key="b" figure={one.b} unit={one.unit} />,
      one.q === null ? "–" : one.q < 0.001 ? "<0.001" : one.q.toFixed(3),
    ],
  };
}

function Side({ figure: given, unit }: { figure: Compared["a"]; unit: Compared["unit"] }) {
  const { t } = useTranslation("journeys");
  return (
    <span title={given === null ? undefined : t("n", { n: count(given.n) })}>
      {figure(given?.value, unit)}
    </span>
  );
}
