import { SegmentedControl } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { DurationsResult } from "@/api";
import { Histogram, type HistogramMark } from "@/charts/Histogram";
import { StackedBar } from "@/charts/StackedBar";
import { Figures } from "@/ui/Figures";
import { count, span } from "@/ui/numbers";
import { SectionSkeleton } from "@/ui/PageSkeleton";
import { useAnswer } from "./answers";
import { EventSelect } from "./EventSelect";
import { useEventWords } from "./eventWords";
import { durationsQuestion, useParsed } from "./questions";
import { TimesArrival } from "./TimesArrival";
import { TimesByStart } from "./TimesByStart";
import classes from "./TimesView.module.css";
import { ViewFrame } from "./ViewFrame";

/** How long it takes from one event to another, or a whole journey. */
export function TimesView() {
  const { t } = useTranslation("journeys");
  const [question, change] = useParsed(durationsQuestion);
  const nameOf = useEventWords();
  const half = (question.start === null) !== (question.end === null);
  const { data, error, isPlaceholderData } = useAnswer("durations", half ? {} : question);
  return (
    <ViewFrame
      kind="durations"
      question={half ? {} : question}
      heading={
        question.start !== null && question.end !== null
          ? t("times.heading", { from: nameOf(question.start), to: nameOf(question.end) })
          : t("times.headingWhole")
      }
      finding={data === undefined || half ? "" : <Finding result={data} />}
      help={t("times.help")}
      result={data}
      error={error}
      stale={isPlaceholderData}
      controls={
        <>
          <EventSelect
            label={t("times.from")}
            placeholder={t("times.first")}
            clearable
            value={question.start ?? null}
            onChange={(from) => change({ from })}
          />
          <EventSelect
            label={t("times.to")}
            placeholder={t("times.last")}
            clearable
            value={question.end ?? null}
            onChange={(to) => change({ to })}
          />
          <SegmentedControl
            aria-label={t("times.by")}
            value={question.by ?? "none"}
            onChange={(value) => change({ starts: value === "none" ? null : value })}
            data={["none", "hour", "day", "week", "month"].map((value) => ({
              value,
              label: t(`times.startsBy.${value}`),
            }))}
          />
        </>
      }
    >
      {half && <p className={classes.hint}>{t("times.both")}</p>}
      {data === undefined && error === null && <SectionSkeleton />}
      {data !== undefined && !half && (
        <>
          <Times result={data} />
          {question.by !== null && <TimesByStart result={data} />}
          {data.arrival !== null && question.start !== null && <TimesArrival arrival={data.arrival} />}
        </>
      )}
    </ViewFrame>
  );
}

function Finding({ result }: { result: DurationsResult }) {
  const { t } = useTranslation("journeys");
  return (
    <>
      {result.median_seconds !== null &&
        t("times.finding", { median: span(result.median_seconds), p90: span(result.p90_seconds) })}{" "}
      {t("times.sum", {
        started: count(result.started),
        completed: count(result.completed),
        open: count(result.not_completed),
      })}
    </>
  );
}

function useMarks(result: DurationsResult): HistogramMark[] {
  const { t } = useTranslation("journeys");
  return useMemo(() => {
    const { median_seconds: median, median_low: low, median_high: high, p90_seconds: p90 } = result;
    const marks: HistogramMark[] = [];
    if (median !== null)
      marks.push({
        value: median,
        text: t("times.median", { time: span(median), low: span(low), high: span(high) }),
        low,
        high,
        strong: true,
      });
    if (p90 !== null) marks.push({ value: p90, text: t("times.p90", { time: span(p90) }) });
    return marks;
  }, [result, t]);
}

function Times({ result }: { result: DurationsResult }) {
  const { t } = useTranslation("journeys");
  const nameOf = useEventWords();
  const marks = useMarks(result);
  const bins = result.histogram.map((bin) => ({
    low: bin.low_seconds,
    high: bin.high_seconds,
    customers: bin.customers,
  }));
  return (
    <div className={classes.times}>
      {result.from !== null && (
        <StackedBar
          parts={[
            {
              name: t("times.completed"),
              value: result.completed,
              text: count(result.completed),
              color: "var(--sj-accent)",
            },
            {
              name: t("times.notCompleted"),
              value: result.not_completed,
              text: count(result.not_completed),
              color: "var(--sj-strong-line)",
              striped: true,
            },
          ]}
        />
      )}
      {result.completed === 0 ? (
        <p>{t("times.none", { from: nameOf(result.from ?? ""), to: nameOf(result.to ?? "") })}</p>
      ) : (
        <>
          <Figures
            figures={[
              { value: span(result.median_seconds), name: t("times.medianLabel") },
              { value: span(result.p90_seconds), name: t("times.p90Label") },
              { value: span(result.mean_seconds), name: t("times.mean") },
              { value: span(result.min_seconds), name: t("times.min") },
              { value: span(result.max_seconds), name: t("times.max") },
            ]}
          />
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide picture is scrolled with keys */}
          <section className={classes.scroll} tabIndex={0} aria-label={t("views.times")}>
            <Histogram
              bins={bins}
              label={t("times.graphLabel", { n: count(result.completed) })}
              marks={marks}
              tickLabel={span}
              binLabel={(bin) =>
                t("times.bin", { low: span(bin.low), high: span(bin.high), customers: count(bin.customers) })
              }
            />
          </section>
        </>
      )}
    </div>
  );
}
