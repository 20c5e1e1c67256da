import { useTranslation } from "react-i18next";
import type { FunnelResult, FunnelStep } from "@/api";
import { ShareBar } from "@/charts/ShareBar";
import { count, percent, span } from "@/ui/numbers";
import { EventName } from "./EventName";
import { useEventWords } from "./eventWords";
import classes from "./FunnelChart.module.css";
import { useLog } from "./log";

/** Horizontal bars, one a step, each with its interval; between them who left, and what they did next. */
export function FunnelChart({ result }: { result: FunnelResult }) {
  return (
    <ol className={classes.chart}>
      {result.steps.map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an event may stand twice; the place is the identity
        <li key={index} className={classes.item}>
          <Step step={step} before={result.steps[index - 1]} />
          {index < result.steps.length - 1 && <Left left={result.left[index]} />}
        </li>
      ))}
    </ol>
  );
}

function Step({ step, before }: { step: FunnelStep; before: FunnelStep | undefined }) {
  const { t } = useTranslation("journeys");
  const { colorOf } = useLog();
  const { share_of_previous: ofPrevious, previous_low: low, previous_high: high } = step;
  return (
    <div className={classes.step}>
      <div className={classes.head}>
        <span className={classes.name}>
          <EventName event={step.events[0] ?? step.event} />
          {step.events.length > 1 && (
            <small>{t("funnel.orOthers", { events: step.events.slice(1).join(", ") })}</small>
          )}
        </span>
        <span className={classes.reached}>{count(step.reached)}</span>
        <span className={classes.share}>
          {percent(step.share)} <small>{t("funnel.ofAll")}</small>
        </span>
      </div>
      <ShareBar
        share={step.share}
        low={step.low}
        high={step.high}
        before={before?.share ?? 1}
        height={26}
        color={colorOf(step.event).base}
      />
      <p className={classes.foot}>
        <span>{t("funnel.interval", { low: percent(step.low), high: percent(step.high) })}</span>
        {before !== undefined && (
          <strong>
            {t("funnel.ofPreviousInterval", {
              share: percent(ofPrevious),
              low: percent(low),
              high: percent(high),
            })}
          </strong>
        )}
        {before !== undefined && step.median_seconds !== null && (
          <span>{t("funnel.after", { time: span(step.median_seconds), p90: span(step.p90_seconds) })}</span>
        )}
      </p>
    </div>
  );
}

function Left({ left }: { left: FunnelResult["left"][number] | undefined }) {
  const { t } = useTranslation("journeys");
  const wordOf = useEventWords();
  const nameOf = (event: string) => (event === "(left)" ? t("funnel.lastNothing") : wordOf(event));
  if (left === undefined || left.customers === 0) return null;
  return (
    <details className={classes.left}>
      <summary>{t("funnel.leftShort", { left: count(left.customers) })}</summary>
      <p>{t("funnel.left", { left: count(left.customers) })}</p>
      <ul className={classes.next}>
        {left.next.map((next) => (
          <li key={next.event}>
            <span>{nameOf(next.event)}</span>
            <span className={classes.nextNumber}>{`${percent(next.share)} · ${count(next.customers)}`}</span>
            <ShareBar share={next.share} height={5} color="var(--sj-faint)" />
          </li>
        ))}
      </ul>
    </details>
  );
}
