import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { Persona } from "@/map-model";
import { bandPath, CURVE_HEIGHT, curvePath, joined, landPath, type Track, yOf } from "../layout/curve";
import type { Column } from "../layout/grid";
import { COLUMN } from "../layout/sizes";
import classes from "./EmotionLane.module.css";

export interface EmotionCurvesProps {
  tracks: readonly Track[];
  columns: readonly Column[];
  personas: Readonly<Record<string, Persona>>;
}

/** The drawn part: land over and under the zero line, a dashed line a persona, what was measured as a solid one. */
export function EmotionCurves({ tracks, columns, personas }: EmotionCurvesProps) {
  const { t } = useTranslation("map-editor");
  const id = useId();
  const width = columns.length * COLUMN;
  const half = CURVE_HEIGHT / 2;
  const measured = measuredPoints(columns);
  const land = measured.length > 1 ? measured : joined(tracks[0]?.points ?? []);
  return (
    <svg
      className={classes.curves}
      width={width}
      height={CURVE_HEIGHT}
      viewBox={`0 0 ${width} ${CURVE_HEIGHT}`}
      aria-hidden="true"
    >
      <defs>
        <linearGradient
          id={`${id}-land`}
          x1="0"
          y1="0"
          x2="0"
          y2={CURVE_HEIGHT}
          gradientUnits="userSpaceOnUse"
        >
          <stop offset="0" stopColor="var(--sj-emotion-high)" stopOpacity="0.5" />
          <stop offset="0.5" stopColor="var(--sj-emotion-middle)" stopOpacity="0.1" />
          <stop offset="1" stopColor="var(--sj-emotion-low)" stopOpacity="0.5" />
        </linearGradient>
      </defs>
      <line x1="0" x2={width} y1={half} y2={half} className={classes.zero} />
      {land.length > 0 && <path d={landPath(land)} fill={`url(#${id}-land)`} />}
      {tracks.map(({ persona, points }) => {
        const color = persona === null ? null : personas[persona]?.color;
        return (
          <path
            key={persona ?? ""}
            d={curvePath(joined(points))}
            className={classes.curve}
            style={
              color === null || color === undefined ? undefined : { stroke: `var(--sj-stage-${color}-base)` }
            }
          />
        );
      })}
      <MeasuredCurve points={measured} />
      {tracks.length === 0 && (
        <text x="16" y={half - 10} className={classes.hint}>
          {t("empty.emotion")}
        </text>
      )}
    </svg>
  );
}

interface MeasuredPoint {
  readonly x: number;
  readonly y: number;
  readonly low: number;
  readonly high: number;
}

function measuredPoints(columns: readonly Column[]): MeasuredPoint[] {
  return columns.flatMap(({ step }, index) => {
    const numbers = step?.numbers;
    if (numbers === null || numbers === undefined || numbers.score === null) return [];
    const { score, score_low: low, score_high: high } = numbers;
    return [{ x: (index + 0.5) * COLUMN, y: yOf(score), low: yOf(low ?? score), high: yOf(high ?? score) }];
  });
}

/** The measured mean at each step, with its 95 % interval as a band and as whiskers. */
function MeasuredCurve({ points }: { points: readonly MeasuredPoint[] }) {
  if (points.length === 0) return null;
  return (
    <g className={classes.measured}>
      <path d={bandPath(points)} className={classes.band} />
      <path d={curvePath(points)} className={classes.mean} />
      {points.map(({ x, y, low, high }) => (
        <g key={x}>
          <line x1={x} x2={x} y1={low} y2={high} />
          <line x1={x - 5} x2={x + 5} y1={low} y2={low} />
          <line x1={x - 5} x2={x + 5} y1={high} y2={high} />
          <rect x={x - 4} y={y - 4} width="8" height="8" transform={`rotate(45 ${x} ${y})`} />
        </g>
      ))}
    </g>
  );
}
