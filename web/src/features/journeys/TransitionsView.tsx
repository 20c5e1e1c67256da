import { SegmentedControl, Slider } from "@mantine/core";
import { useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Transition } from "@/api";
import { ProcessGraph } from "@/charts/ProcessGraph";
import { count, percent, span } from "@/ui/numbers";
import { SectionSkeleton } from "@/ui/PageSkeleton";
import { useAnswer } from "./answers";
import { EventPanel } from "./EventPanel";
import { useLog } from "./log";
import { MainRoad } from "./MainRoad";
import { numberIn, useQuestion } from "./questions";
import { TransitionsTable } from "./TransitionsTable";
import classes from "./TransitionsView.module.css";
import { viewAt, viewsOf } from "./transitionViews";
import { ViewFrame } from "./ViewFrame";

const MAIN_ROAD = 60;
/** A log with thousands of transitions is drawn this far, and told in the table beyond. */
const MOST_DRAWN = 300;

/** Who follows whom, from the main road to everything. */
export function TransitionsView() {
  const { t } = useTranslation("journeys");
  const { result: log, colorOf } = useLog();
  const [search, change] = useQuestion();
  const { data, error, isPlaceholderData } = useAnswer("transitions", {});
  const detail = numberIn(search.get("detail"), MAIN_ROAD, [0, 100]);
  const [dragged, setDragged] = useState<number | null>(null);
  const byTime = search.get("by") === "time";
  const asTable = search.get("as") === "table";
  const selected = search.get("event");
  const all = data?.transitions;
  const views = useMemo(() => viewsOf(all ?? []), [all]);
  const view = viewAt(views, detail / 100);
  const ways = useMemo(() => (all ?? []).filter((way) => way.view <= view.number), [all, view.number]);
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
      kind="transitions"
      question={{}}
      heading={t("transitions.heading")}
      finding={data === undefined ? "" : <MainRoad ways={data.transitions} />}
      help={t("transitions.help")}
      result={data}
      error={error}
      stale={isPlaceholderData}
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
              share: percent(view.cover),
            })}
          </p>
          {ways.length > MOST_DRAWN && !asTable && (
            <p className={classes.shown}>{t("transitions.tooMany", { most: MOST_DRAWN })}</p>
          )}
          <div className={classes.split} data-open={selected !== null || undefined}>
            {asTable ? (
              <TransitionsTable ways={ways} />
            ) : (
              <ProcessGraph
                ways={ways.slice(0, MOST_DRAWN)}
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
