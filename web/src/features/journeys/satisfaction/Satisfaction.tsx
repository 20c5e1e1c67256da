import { useTranslation } from "react-i18next";
import { DotWhisker } from "@/charts/DotWhisker";
import { Figures } from "@/ui/Figures";
import { count, percent } from "@/ui/numbers";
import type { Answer } from "../answers";
import { EventName } from "../EventName";
import { Part } from "../Part";
import { ShareList } from "../ShareList";
import sections from "../sections.module.css";
import { type Mover, moved, movers, scored } from "./question";

type Result = Answer<"satisfaction">;

const MOST = 30;
const SURE = 0.05;

export function Satisfaction({ result }: { result: Result }) {
  const { t } = useTranslation("journeys");
  const { measure, overall } = result;
  return (
    <div className={sections.parts}>
      <Figures
        figures={[
          { value: scored(measure, overall.score), name: t(`satisfaction.measures.${measure}`) },
          { value: count(overall.answers), name: t("satisfaction.answers") },
          { value: percent(overall.top ?? 0), name: t(`satisfaction.top.${measure}`) },
          { value: percent(overall.bottom ?? 0), name: t(`satisfaction.bottom.${measure}`) },
        ]}
      />
      <Movers result={result} />
      <Scores result={result} />
      <ShareList
        title={t("satisfaction.spread")}
        shares={[...result.scores].reverse().map((one) => ({
          key: String(one.score),
          name: String(one.score),
          share: one.answers / overall.answers,
          detail: t("satisfaction.given", { answers: count(one.answers) }),
        }))}
      />
    </div>
  );
}

function Movers({ result }: { result: Result }) {
  const { t } = useTranslation("journeys");
  const { firm, few } = movers(result.events);
  if (firm.length + few.length === 0) return null;
  return (
    <Part title={t("satisfaction.moversTitle")} lead={t("satisfaction.moversLead")}>
      {firm.length > 0 && <MoverList measure={result.measure} movers={firm.slice(0, MOST)} />}
      {few.length > 0 && (
        <details>
          <summary>{t("satisfaction.few", { n: few.length })}</summary>
          <MoverList measure={result.measure} movers={few.slice(0, MOST)} />
        </details>
      )}
    </Part>
  );
}

function MoverList({ measure, movers: found }: { measure: Result["measure"]; movers: readonly Mover[] }) {
  const { t } = useTranslation("journeys");
  const scoreOf = ({ score, answers }: Mover["rating"]) =>
    t("satisfaction.scoreOf", { score: scored(measure, score), n: count(answers) });
  return (
    <DotWhisker
      caption={t("satisfaction.moversTitle")}
      nameLabel={t("satisfaction.after")}
      valueLabel={t("satisfaction.difference", { unit: t(`satisfaction.unit.${measure}`) })}
      columns={[t("satisfaction.with"), t("satisfaction.without"), t("satisfaction.q")]}
      good="above"
      tickLabel={(value) => moved(measure, value).replace(/\.0$/, "")}
      rows={found.map((one) => ({
        key: one.name,
        name: <EventName event={one.name} />,
        value: one.moved.difference,
        low: one.moved.low,
        high: one.moved.high,
        side: one.moved.q > SURE ? "unsure" : undefined,
        text: moved(measure, one.moved.difference),
        detail: t("satisfaction.interval", {
          low: moved(measure, one.moved.low),
          high: moved(measure, one.moved.high),
        }),
        cells: [scoreOf(one.rating), scoreOf(one.others), chance(one.moved.q)],
      }))}
    />
  );
}

function Scores({ result }: { result: Result }) {
  const { t } = useTranslation("journeys");
  const { measure, overall } = result;
  const places = [...result.stages, ...result.events].filter((one) => one.rating.score != null);
  return (
    <Part
      title={t("satisfaction.scoresTitle")}
      lead={t("satisfaction.scoresLead", { score: scored(measure, overall.score) })}
    >
      <DotWhisker
        caption={t("satisfaction.scoresTitle")}
        nameLabel={t("satisfaction.after")}
        valueLabel={t(`satisfaction.measures.${measure}`)}
        columns={[t("satisfaction.answers")]}
        reference={overall.score ?? 0}
        good="above"
        tickLabel={(value) => scored(measure, value)}
        rows={places.slice(0, MOST).map((one) => ({
          key: one.name,
          name: <EventName event={one.name} />,
          value: one.rating.score ?? null,
          low: one.rating.low,
          high: one.rating.high,
          text: scored(measure, one.rating.score),
          detail: t("satisfaction.interval", {
            low: scored(measure, one.rating.low),
            high: scored(measure, one.rating.high),
          }),
          cells: [count(one.rating.answers)],
        }))}
      />
    </Part>
  );
}

const chance = (q: number) => (q < 0.001 ? "<0.001" : q.toFixed(3));
