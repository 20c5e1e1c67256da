import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useVariants, type VariantsResult } from "@/api";
import { SequenceRibbon } from "@/charts/SequenceRibbon";
import { ShareBar } from "@/charts/ShareBar";
import { count, percent, span } from "@/ui/numbers";
import { SectionSkeleton } from "@/ui/PageSkeleton";
import { useLog } from "./log";
import { numberIn, useQuestion } from "./questions";
import classes from "./VariantsView.module.css";
import { ViewFrame } from "./ViewFrame";

const FIRST = 20;
const MOST = 200;
const MOST_TOKENS = 14;

/** The orders of events that customers take, the most common first; the rest in one row. */
export function VariantsView() {
  const { t } = useTranslation("journeys");
  const [search, change] = useQuestion();
  const top = Math.round(numberIn(search.get("top"), FIRST, [1, MOST]));
  const { data, error, isPlaceholderData } = useVariants({ top });
  return (
    <ViewFrame
      name="variants"
      sum={
        data === undefined
          ? ""
          : t("variants.sum", { customers: count(data.customers), variants: count(data.variants) })
      }
      help={t("variants.help")}
      result={data}
      error={error}
      stale={isPlaceholderData}
      rows={() => [
        ["rank", "events", "customers", "share", "cumulative_share", "median_seconds"],
        ...(data?.top ?? []).map((variant, index) => [
          index + 1,
          variant.events.join(" → "),
          variant.customers,
          variant.share,
          variant.cumulative_share,
          variant.median_seconds,
        ]),
        ["other", null, data?.other.customers ?? null, data?.other.share ?? null, 1, null],
      ]}
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
                onClick={() => change({ top: String(Math.min(MOST, top + 2 * FIRST)) })}
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
