import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { VariantsResult } from "@/api";
import { SequenceRibbon } from "@/charts/SequenceRibbon";
import { ShareBar } from "@/charts/ShareBar";
import { count, percent, span } from "@/ui/numbers";
import { SectionSkeleton } from "@/ui/PageSkeleton";
import { useAnswer } from "./answers";
import { useLog } from "./log";
import { useParsed, variantsQuestion } from "./questions";
import { VariantFilters } from "./VariantFilters";
import classes from "./VariantsView.module.css";
import { ViewFrame } from "./ViewFrame";

const FIRST = 20;
const MOST = 200;
const MOST_TOKENS = 14;

/** The orders of events that customers take, the most common first; the rest in one row. */
export function VariantsView() {
  const { t } = useTranslation("journeys");
  const [question, change] = useParsed(variantsQuestion);
  const { data, error, isPlaceholderData } = useAnswer("variants", question);
  return (
    <ViewFrame
      kind="variants"
      question={question}
      heading={t("variants.heading")}
      finding={data === undefined ? "" : <Finding result={data} />}
      help={t("variants.help")}
      result={data}
      error={error}
      stale={isPlaceholderData}
      controls={<VariantFilters question={question} onChange={change} />}
    >
      {data === undefined && error === null && <SectionSkeleton />}
      {data !== undefined && (
        <>
          <ol className={classes.rows}>
            {data.top.map((variant, index) => (
              <VariantRow key={variant.events.join("\u0000")} variant={variant} rank={index + 1} />
            ))}
            {data.other.customers > 0 && (
              <li className={classes.row}>
                <Amount customers={data.other.customers} share={data.other.share} color="var(--sj-faint)" />
                <p className={classes.other}>
                  {t("variants.other", { variants: count(data.other.variants) })}
                </p>
              </li>
            )}
          </ol>
          <div className={classes.foot}>
            {data.top.length < Math.min(MOST, data.variants) && (
              <Button
                variant="default"
                onClick={() => change({ top: String(Math.min(MOST, question.top + 2 * FIRST)) })}
              >
                {t("variants.show")}
              </Button>
            )}
            <span>{t("variants.collapsed")}</span>
          </div>
        </>
      )}
    </ViewFrame>
  );
}

function Finding({ result }: { result: VariantsResult }) {
  const { t } = useTranslation("journeys");
  const half = result.top.findIndex((variant) => variant.cumulative_share >= 0.5);
  const first = result.top[0];
  return (
    <>
      {t("variants.finding", {
        customers: count(result.matching),
        all: count(result.customers),
        variants: count(result.variants),
        share: percent(first?.share ?? 0),
      })}{" "}
      {half >= 0 && t("variants.half", { count: half + 1 })}
    </>
  );
}

function Amount({ customers, share, color }: { customers: number; share: number; color?: string }) {
  return (
    <div className={classes.amount}>
      <strong>{percent(share)}</strong>
      <span className={classes.customers}>{count(customers)}</span>
      <ShareBar share={share} color={color} height={7} />
    </div>
  );
}

function VariantRow({ variant, rank }: { variant: VariantsResult["top"][number]; rank: number }) {
  const { t } = useTranslation("journeys");
  const { colorOf } = useLog();
  const [open, setOpen] = useState(false);
  return (
    <li className={classes.row} aria-label={t("variants.rank", { rank })}>
      <Amount customers={variant.customers} share={variant.share} />
      <div className={classes.way}>
        <SequenceRibbon
          events={variant.events}
          colorOf={colorOf}
          most={open ? undefined : MOST_TOKENS}
          moreLabel={(hidden) => t("variants.more", { count: hidden })}
          onMore={() => setOpen(true)}
        />
        <p className={classes.detail}>
          <span>{t("variants.median", { time: span(variant.median_seconds) })}</span>
          <span>{t("variants.cumulative", { share: percent(variant.cumulative_share) })}</span>
        </p>
      </div>
    </li>
  );
}
