import { SegmentedControl, Slider } from "@mantine/core";
import { useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Transition, useTransitions } from "@/api";
import { coverage, mainRoad } from "@/charts/mainRoad";
import { ProcessGraph } from "@/charts/ProcessGraph";
import { count, percent, span } from "@/ui/numbers";
import { SectionSkeleton } from "@/ui/PageSkeleton";
import { EventPanel } from "./EventPanel";
import { useLog } from "./log";
import { numberIn, useQuestion } from "./questions";
import { TransitionsTable } from "./TransitionsTable";
import classes from "./TransitionsView.module.css";
import { ViewFrame } from "./ViewFrame";

const MAIN_ROAD = 70;

/** Who follows whom, from the main road to everything. */
export function TransitionsView() {
  const { t } = useTranslation("journeys");
  const { result: log, colorOf } = useLog();
  const [search, change] = useQuestion();
  const { data, error, isPlaceholderData } = useTransitions();
  const detail = numberIn(search.get("detail"), MAIN_ROAD, [0, 100]);
  const [dragged, setDragged] = useState<number | null>(null);
  const byTime = search.get("by") === "time";
  const asTable = search.get("as") === "table";
  const selected = search.get("event");
  const all = data?.transitions;
  const ways = useMemo(() => (all === undefined ? [] : mainRoad(all, detail / 100)), [all, detail]);
  const countOf = useMemo(() => new Map(log.names.map((name) => [name.event, name])), [log]);

  const wayLabel = (way: Transition) =>
    byTime && way.median_seconds !== null ? span(way.median_seconds) : count(way.count);
  const eventLabel = useCallback(
    (event: string) => {
      const name = countOf.get(event);
      return name === undefined
        ? ""
        : t("transitions.eventDetail", { customers: count(name.customers), times: count(name.count) });
    },
    [countOf, t],
  );

  return (
    <ViewFrame
      name="transitions"
      sum={data === undefined ? "" : t("transitions.sum", { customers: count(data.customers) })}
      help={t("transitions.help")}
      result={data}
      error={error}
      stale={isPlaceholderData}
      rows={() => [
        ["from", "to", "count", "customers", "share", "median_seconds", "p90_seconds"],
        ...(all ?? []).map((way) => [
          way.from,
          way.to,
          way.count,
          way.customers,
          way.share,
          way.median_seconds,
          way.p90_seconds,
        ]),
      ]}
      controls={
        <>
          <div className={classes.detail}>
            <span id="detail-label" className={classes.label}>
              {t("transitions.detail")}
            </span>
            <Slider
              min={0}
              max={100}
              step={1}
              label={null}
              value={dragged ?? detail}
              onChange={setDragged}
              onChangeEnd={(value) => {
                setDragged(null);
                change({ detail: String(value) });
              }}
              thumbProps={{ "aria-labelledby": "detail-label" }}
            />
            <span className={classes.ends}>
              <span>{t("transitions.main")}</span>
              <span>{t("transitions.everything")}</span>
            </span>
          </div>
          <SegmentedControl
            aria-label={t("transitions.by")}
            value={byTime ? "time" : "count"}
            onChange={(value) => change({ by: value === "time" ? "time" : null })}
            data={[
              { value: "count", label: t("transitions.byCount") },
              { value: "time", label: t("transitions.byTime") },
            ]}
          />
          <SegmentedControl
            aria-label={t("transitions.as")}
            value={asTable ? "table" : "graph"}
            onChange={(value) => change({ as: value === "table" ? "table" : null })}
            data={[
              { value: "graph", label: t("transitions.asGraph") },
              { value: "table", label: t("transitions.asTable") },
            ]}
          />
        </>
      }
    >
      {data === undefined && error === null && <SectionSkeleton />}
      {data !== undefined && (
        <>
          <p className={classes.shown}>
            {t("transitions.shown", {
              ways: count(ways.length),
              all: count(data.transitions.length),
              share: percent(coverage(ways, data.transitions)),
            })}
          </p>
          <div className={classes.split} data-open={selected !== null || undefined}>
            {asTable ? (
              <TransitionsTable ways={ways} />
            ) : (
              <ProcessGraph
                ways={ways}
                label={t("transitions.graphLabel", { events: data.names.length })}
                wayLabel={wayLabel}
                eventLabel={eventLabel}
                terminalLabels={{ start: t("transitions.start"), end: t("transitions.end") }}
                colorOf={colorOf}
                selected={selected}
                onSelect={(event) => change({ event })}
                controls={{
                  zoomIn: t("transitions.zoomIn"),
                  zoomOut: t("transitions.zoomOut"),
                  all: t("transitions.all"),
                }}
              />
            )}
            {selected !== null && (
              <EventPanel
                event={selected}
                detail={eventLabel(selected)}
                transitions={data.transitions}
                onClose={() => change({ event: null })}
              />
            )}
          </div>
          {!asTable && <p className={classes.hint}>{t("transitions.hint")}</p>}
        </>
      )}
    </ViewFrame>
  );
}
