import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ShareBar } from "@/charts/ShareBar";
import { count, percent, span } from "@/ui/numbers";
import type { Answer } from "../answers";
import { Part } from "../Part";
import tables from "../tables.module.css";

type Pair = Answer<"handoffs">["pairs"][number];

const FIRST = 12;

/** Every pair: how often, how long customers wait, how many come straight back, and at which events. */
export function PairsTable({ pairs }: { pairs: readonly Pair[] }) {
  const { t } = useTranslation("journeys");
  const [all, setAll] = useState(false);
  const shown = all ? pairs : pairs.slice(0, FIRST);
  return (
    <Part title={t("handoffs.pairs")} lead={t("handoffs.pairsLead")}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled with keys */}
      <section className={tables.scroll} tabIndex={0} aria-label={t("handoffs.pairs")}>
        <table className={tables.table}>
          <thead>
            <tr>
              <th scope="col">{t("handoffs.fromTo")}</th>
              <th scope="col" className={tables.number}>
                {t("handoffs.handoffs")}
              </th>
              <th scope="col" className={tables.number}>
                {t("handoffs.wait")}
              </th>
              <th scope="col" className={tables.number}>
                {t("handoffs.waitShare")}
              </th>
              <th scope="col">{t("handoffs.backShare")}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((pair) => (
              <PairRow key={`${pair.from}\n${pair.to}`} pair={pair} />
            ))}
          </tbody>
        </table>
      </section>
      {pairs.length > shown.length && (
        <Button variant="default" w="fit-content" onClick={() => setAll(true)}>
          {t("handoffs.all", { pairs: count(pairs.length) })}
        </Button>
      )}
    </Part>
  );
}

function PairRow({ pair }: { pair: Pair }) {
  const { t } = useTranslation("journeys");
  const low = pair.wait_low ?? pair.median_wait_seconds;
  const high = pair.wait_high ?? pair.median_wait_seconds;
  return (
    <tr>
      <th scope="row">
        <strong>
          {pair.from} → {pair.to}
        </strong>
        <br />
        <small>
          {t("handoffs.at", {
            leaving: pair.leaving[0]?.event ?? "–",
            arriving: pair.arriving[0]?.event ?? "–",
          })}
        </small>
      </th>
      <td className={tables.number}>{count(pair.handoffs)}</td>
      <td className={tables.number} title={t("handoffs.waitInterval", { low: span(low), high: span(high) })}>
        {span(pair.median_wait_seconds)}
      </td>
      <td className={tables.number}>{percent(pair.wait_share)}</td>
      <td
        className={tables.bar}
        title={t("handoffs.interval", { low: percent(pair.return_low), high: percent(pair.return_high) })}
      >
        <div className={tables.measure}>
          <span className={tables.barNumber}>{percent(pair.return_share)}</span>
          <ShareBar
            share={pair.return_share}
            low={pair.return_low}
            high={pair.return_high}
            color="var(--sj-stage-4-base)"
          />
        </div>
      </td>
    </tr>
  );
}
