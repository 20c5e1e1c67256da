import { useElementSize } from "@mantine/hooks";
import { scaleLinear } from "d3-scale";
import { useMemo, useState } from "react";
import classes from "./BandLine.module.css";
import { bandPath, domainsOf, type Frame, type LinePoint, linePath, nearest, xOf, yOf } from "./lineLayout";

export interface Line {
  name: string;
  points: readonly LinePoint[];
  color: string;
  /** Drawn broken, so that lines differ by more than their colour. */
  dashed?: boolean;
  /** Points apart from each other: each drawn with its own interval instead of a band between them. */
  dotted?: boolean;
}

export interface BandLineProps {
  lines: readonly Line[];
  label: string;
  /** Values hold until the next point, as in a survival curve. */
  steps?: boolean;
  xLabel: (x: number) => string;
  yLabel: (y: number) => string;
  /** One point in words, with its interval. */
  pointLabel: (point: LinePoint, line: Line) => string;
  /** What moving along the line with pointer or arrow keys does; told below the picture. */
  hint: string;
  xTicks?: readonly number[];
  /** Greatest y; by default the highest bound. */
  most?: number;
  height?: number;
}

const SIDE = 46;
const END = 14;
const TOP = 10;
const FOOT = 26;

/** Values along an axis, each with the band of its interval; pointer and arrow keys read them exactly. */
export function BandLine(props: BandLineProps) {
  const { lines, label, steps = false, xLabel, yLabel, pointLabel, hint, most, height = 260 } = props;
  const { ref, width: measured } = useElementSize();
  const width = Math.max(240, measured || 640) - SIDE - END;
  const frame: Frame = useMemo(() => {
    const { x, y } = domainsOf(lines.map((line) => line.points));
    return { width, height, x, y: [0, most ?? scaleLinear().domain(y).nice(4).domain()[1] ?? y[1]] };
  }, [lines, width, height, most]);
  const xs = useMemo(
    () => [...new Set(lines.flatMap((line) => line.points.map((point) => point.x)))].sort((a, b) => a - b),
    [lines],
  );
  const [read, setRead] = useState<number | null>(null);
  const at = read === null ? undefined : xs[Math.min(read, xs.length - 1)];
  const told = at === undefined ? hint : readout(lines, at, steps, pointLabel, xLabel);
  const ticks =
    props.xTicks ??
    scaleLinear()
      .domain(frame.x)
      .ticks(Math.max(2, Math.floor(width / 90)));
  return (
    <figure className={classes.figure} ref={ref}>
      <Legend lines={lines} />
      <div
        className={classes.plot}
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, xs.length - 1)}
        aria-valuenow={read ?? 0}
        aria-valuetext={told}
        onPointerMove={(event) => {
          const left = event.currentTarget.getBoundingClientRect().left + SIDE;
          const [low, high] = frame.x;
          setRead(nearest(xs, low + ((event.clientX - left) / width) * (high - low)));
        }}
        onPointerLeave={() => setRead(null)}
        onBlur={() => setRead(null)}
        onKeyDown={(event) => {
          const next = moved(event.key, read, xs.length);
          if (next === null) return;
          event.preventDefault();
          setRead(next);
        }}
      >
        <svg
          className={classes.picture}
          width={width + SIDE + END}
          height={height + TOP + FOOT}
          aria-hidden="true"
        >
          <g transform={`translate(${SIDE} ${TOP})`}>
            <Axes frame={frame} xTicks={ticks} xLabel={xLabel} yLabel={yLabel} />
            {lines.map((line) => (
              <g key={line.name} style={{ "--line": line.color } as React.CSSProperties}>
                {!line.dotted && <path d={bandPath(line.points, frame, steps)} className={classes.band} />}
                <path
                  d={linePath(line.points, frame, steps)}
                  className={classes.line}
                  data-dashed={line.dashed || undefined}
                />
                {line.dotted && <Points points={line.points} frame={frame} />}
              </g>
            ))}
            {at !== undefined && <Reading frame={frame} lines={lines} at={at} steps={steps} />}
          </g>
        </svg>
      </div>
      <figcaption className={classes.readout}>{told}</figcaption>
    </figure>
  );
}

function Legend({ lines }: { lines: readonly Line[] }) {
  if (lines.length < 2) return null;
  return (
    <ul className={classes.legend}>
      {lines.map((line) => (
        <li key={line.name} style={{ "--line": line.color } as React.CSSProperties}>
          <span className={classes.key} data-dashed={line.dashed || undefined} />
          {line.name}
        </li>
      ))}
    </ul>
  );
}

function Points({ points, frame }: { points: readonly LinePoint[]; frame: Frame }) {
  return points.map(({ x, value, low, high }) => (
    <g key={x} transform={`translate(${xOf(frame, x)} 0)`}>
      {low != null && high != null && (
        <line y1={yOf(frame, low)} y2={yOf(frame, high)} className={classes.interval} />
      )}
      <circle cy={yOf(frame, value)} r="4" className={classes.point} />
    </g>
  ));
}

interface AxesProps {
  frame: Frame;
  xTicks: readonly number[];
  xLabel: (x: number) => string;
  yLabel: (y: number) => string;
}

function Axes({ frame, xTicks, xLabel, yLabel }: AxesProps) {
  return (
    <g className={classes.axes}>
      {scaleLinear()
        .domain(frame.y)
        .ticks(4)
        .map((tick) => (
          <g key={tick} transform={`translate(0 ${yOf(frame, tick)})`}>
            <line x2={frame.width} />
            <text x="-8" dy="0.32em" textAnchor="end">
              {yLabel(tick)}
            </text>
          </g>
        ))}
      {xTicks.map((tick) => (
        <text
          key={tick}
          x={xOf(frame, tick)}
          y={frame.height + 19}
          textAnchor={anchorOf(tick, frame, xLabel)}
        >
          {xLabel(tick)}
        </text>
      ))}
    </g>
  );
}

/** Short words stand under their tick; long ones at the right end stay inside the picture. */
const anchorOf = (tick: number, frame: Frame, xLabel: (x: number) => string) =>
  xLabel(tick).length > 4 && xOf(frame, tick) > frame.width - END ? "end" : "middle";

/** What a line says at a place: its point there, or with steps the last one before. */
function pointAt(line: Line, x: number, steps: boolean): LinePoint | undefined {
  return steps ? line.points.findLast((point) => point.x <= x) : line.points.find((point) => point.x === x);
}

function Reading({
  frame,
  lines,
  at,
  steps,
}: {
  frame: Frame;
  lines: readonly Line[];
  at: number;
  steps: boolean;
}) {
  const x = xOf(frame, at);
  return (
    <g>
      <line x1={x} x2={x} y2={frame.height} className={classes.cursor} />
      {lines.map((line) => {
        const point = pointAt(line, at, steps);
        return point === undefined ? null : (
          <circle
            key={line.name}
            cx={x}
            cy={yOf(frame, point.value)}
            r="4.5"
            className={classes.point}
            style={{ "--line": line.color } as React.CSSProperties}
          />
        );
      })}
    </g>
  );
}

function readout(
  lines: readonly Line[],
  at: number,
  steps: boolean,
  pointLabel: BandLineProps["pointLabel"],
  xLabel: BandLineProps["xLabel"],
): string {
  const said = lines.flatMap((line) => {
    const point = pointAt(line, at, steps);
    if (point === undefined) return [];
    return [lines.length > 1 ? `${line.name} ${pointLabel(point, line)}` : pointLabel(point, line)];
  });
  return `${xLabel(at)}: ${said.join(" · ")}`;
}

function moved(key: string, read: number | null, length: number): number | null {
  const last = length - 1;
  if (last < 0) return null;
  switch (key) {
    case "ArrowRight":
    case "ArrowUp":
      return read === null ? 0 : Math.min(last, read + 1);
    case "ArrowLeft":
    case "ArrowDown":
      return read === null ? last : Math.max(0, read - 1);
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return null;
  }
}
