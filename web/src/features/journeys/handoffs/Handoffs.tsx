import { useTranslation } from "react-i18next";
import { HeatTable } from "@/charts/HeatTable";
import { Figures } from "@/ui/Figures";
import { count, percent, short, span } from "@/ui/numbers";
import type { Answer } from "../answers";
import { Part } from "../Part";
import { ShareList } from "../ShareList";
import sections from "../sections.module.css";
import { PairsTable } from "./PairsTable";
import { silos } from "./silos";

type Result = Answer<"handoffs">;

/** So many places fit into a matrix that can be read. */
const MOST = 12;

export function Handoffs({ result }: { result: Result }) {
  const { t } = useTranslation("journeys");
  return (
    <div className={sections.parts}>
      <Figures
        figures={[
          { value: count(result.handoffs), name: t("handoffs.handoffs") },
          { value: percent(result.handed_over_share), name: t("handoffs.customers") },
          { value: percent(result.returned / result.handoffs), name: t("handoffs.returned") },
        ]}
      />
      <Matrix result={result} />
      <ShareList
        title={t("handoffs.silos")}
        shares={silos(result.pairs).map((silo) => ({
          key: silo.value,
          name: silo.value,
          share: silo.waitShare,
          detail: t("handoffs.silo", {
            handoffs: count(silo.handoffs),
            mean: span(silo.waitSeconds / silo.handoffs),
            back: percent(silo.returnShare),
          }),
        }))}
      />
      <PairsTable pairs={result.pairs} />
    </div>
  );
}

function Matrix({ result }: { result: Result }) {
  const { t } = useTranslation("journeys");
  const values = result.values.slice(0, MOST).map(({ value }) => value);
  const pairs = new Map(result.pairs.map((pair) => [`${pair.from}\n${pair.to}`, pair]));
  return (
    <Part title={t("handoffs.matrix")} lead={t("handoffs.matrixLead")}>
      <HeatTable
        caption={t("handoffs.matrix")}
        corner={t("handoffs.fromTo")}
        columns={values.map((value) => ({ key: value, name: value }))}
        rows={values.map((from) => ({
          key: from,
          name: from,
          cells: values.map((to) => {
            const pair = pairs.get(`${from}\n${to}`);
            if (pair === undefined) return null;
            return {
              value: pair.handoffs,
              text: short(pair.handoffs),
              detail: t("handoffs.cell", {
                from,
                to,
                handoffs: count(pair.handoffs),
                time: span(pair.median_wait_seconds),
                back: percent(pair.return_share),
              }),
            };
          }),
        }))}
        noneLabel={t("handoffs.noPair")}
      />
    </Part>
  );
}
