import { type KeyboardEvent, useMemo, useState } from "react";
import type { EventColor } from "./eventColors";
import classes from "./ProcessGraph.module.css";
import { layoutProcess, type PlacedEvent, type PlacedWay } from "./processLayout";
import { useViewport } from "./useViewport";
import { END, START, type Way } from "./ways";

export interface ProcessGraphProps<W extends Way> {
  ways: readonly W[];
  label: string;
  /** The words on a transition. */
  wayLabel: (way: W) => string;
  /** The small line under an event's name. */
  eventLabel: (event: string) => string;
  terminalLabels: { start: string; end: string };
  colorOf: (event: string) => EventColor;
  selected: string | null;
  onSelect: (event: string | null) => void;
  controls: { zoomIn: string; zoomOut: string; all: string };
}

const MOST_LABELS = 45;

/** Who follows whom: events as stations, transitions as roads as wide as their traffic. */
export function ProcessGraph<W extends Way>(props: ProcessGraphProps<W>) {
  const { ways, label, eventLabel, selected, onSelect, controls } = props;
  const placed = useMemo(() => layoutProcess(ways, eventLabel), [ways, eventLabel]);
  const viewport = useViewport(placed);
  const [pointed, setPointed] = useState<string | null>(null);
  const focus = pointed ?? selected;
  const allLabels = placed.ways.length <= MOST_LABELS;
  return (
    <section
      ref={viewport.frame}
      className={classes.frame}
      style={{ height: viewport.height }}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the picture is scrolled and zoomed with keys
      tabIndex={0}
      aria-label={label}
      {...viewport.handlers}
    >
      {/* biome-ignore lint/a11y/noSvgWithoutTitle: the section carries the name; the parts inside are buttons */}
      <svg className={classes.picture}>
        <defs>
          <marker
            id="sj-arrow"
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="9"
            markerHeight="9"
            markerUnits="userSpaceOnUse"
            orient="auto"
          >
            <path d="M0 0.5 8 4 0 7.5Z" fill="var(--sj-faint)" />
          </marker>
        </defs>
        <g transform={viewport.transform}>
          {placed.ways.map((way) => (
            <WayLine
              key={`${way.way.from}→${way.way.to}`}
              placed={way}
              color={props.colorOf(way.way.from).base}
              label={props.wayLabel(way.way)}
              labelled={allLabels || way.way.from === focus || way.way.to === focus}
              faded={focus !== null && way.way.from !== focus && way.way.to !== focus}
            />
          ))}
          {placed.events.map((event) => (
            <EventStation
              key={event.event}
              placed={event}
              color={props.colorOf(event.event)}
              detail={eventLabel(event.event)}
              terminalLabels={props.terminalLabels}
              selected={event.event === selected}
              onSelect={() => onSelect(event.event === selected ? null : event.event)}
              onPoint={setPointed}
            />
          ))}
        </g>
      </svg>
      <div className={classes.controls}>
        <button type="button" aria-label={controls.zoomIn} onClick={viewport.zoomIn}>
          +
        </button>
        <button type="button" aria-label={controls.zoomOut} onClick={viewport.zoomOut}>
          −
        </button>
        <button type="button" aria-label={controls.all} onClick={viewport.showAll}>
          ⤢
        </button>
      </div>
    </section>
  );
}

interface WayLineProps<W extends Way> {
  placed: PlacedWay<W>;
  color: string;
  label: string;
  labelled: boolean;
  faded: boolean;
}

function WayLine<W extends Way>({ placed, color, label, labelled, faded }: WayLineProps<W>) {
  return (
    <g className={classes.way} data-faded={faded || undefined}>
      <path
        d={placed.path}
        fill="none"
        stroke={color}
        strokeWidth={placed.width}
        strokeLinecap="round"
        opacity="0.55"
      />
      <path d={placed.path} fill="none" stroke="transparent" strokeWidth="1" markerEnd="url(#sj-arrow)" />
      {labelled && (
        <text
          x={placed.labelX}
          y={placed.labelY}
          dy="0.35em"
          textAnchor="middle"
          className={classes.wayLabel}
        >
          {label}
        </text>
      )}
      <title>{`${placed.way.from} → ${placed.way.to}: ${label}`}</title>
    </g>
  );
}

interface EventStationProps {
  placed: PlacedEvent;
  color: EventColor;
  detail: string;
  terminalLabels: { start: string; end: string };
  selected: boolean;
  onSelect: () => void;
  onPoint: (event: string | null) => void;
}

function EventStation({
  placed,
  color,
  detail,
  terminalLabels,
  selected,
  onSelect,
  onPoint,
}: EventStationProps) {
  const { event, x, y, width, height } = placed;
  if (event === START || event === END)
    return (
      <g transform={`translate(${x} ${y})`}>
        <circle
          r="9"
          fill={event === END ? "var(--sj-ink)" : "var(--sj-surface)"}
          stroke="var(--sj-ink)"
          strokeWidth="2.5"
        />
        <text className={classes.terminal} dx="16" dy="0.35em">
          {event === START ? terminalLabels.start : terminalLabels.end}
        </text>
      </g>
    );
  const onKeyDown = (key: KeyboardEvent) => {
    if (key.key !== "Enter" && key.key !== " ") return;
    key.preventDefault();
    onSelect();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: SVG has no button
    <g
      transform={`translate(${x - width / 2} ${y - height / 2})`}
      role="button"
      tabIndex={0}
      data-clickable
      aria-pressed={selected}
      className={classes.station}
      onClick={onSelect}
      onKeyDown={onKeyDown}
      onPointerEnter={() => onPoint(event)}
      onPointerLeave={() => onPoint(null)}
    >
      <rect width={width} height={height} rx="8" className={classes.plate} />
      <rect width="6" height={height - 16} x="8" y="8" rx="3" fill={color.base} />
      <text x="22" y="19" className={classes.name}>
        {event}
      </text>
      <text x="22" y="36" className={classes.detail}>
        {detail}
      </text>
    </g>
  );
}
