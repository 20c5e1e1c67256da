import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { Card, Persona } from "@/map-model";
import { useEditor } from "../context";
import {
  assumedAt,
  bandPath,
  CURVE_HEIGHT,
  curvePath,
  gapOf,
  hasParts,
  landPath,
  type Show,
  type Track,
  tracksOf,
  yOf,
} from "../layout/curve";
import type { Column, LaneCells } from "../layout/grid";
import { centresOf, centresOfSteps, widthOf } from "../layout/places";
import { PersonaCurves } from "../reality/PersonaCurves";
import classes from "./EmotionLane.module.css";

const NONE: readonly Card[] = [];
/** Half a face and a little air: what a gap keeps away from its point. */
const AIR = 18;

export interface EmotionCurvesProps {
  tracks: readonly Track[];
  columns: readonly Column[];
  cells: LaneCells;
  personas: Readonly<Record<string, Persona>>;
  show: Show;
  hidden: readonly (string | null)[];
}

/** The drawn part: land over and under the zero line, the team's lines, what was measured, and the gaps between. */
export function EmotionCurves(props: EmotionCurvesProps) {
  const { tracks, columns, cells, personas, show, hidden } = props;
  const { t } = useTranslation("map-editor");
  const id = useId();
  const width = widthOf(columns);
  const half = CURVE_HEIGHT / 2;
  const measured = measuredPoints(columns, (step) => cells.get(step) ?? NONE);
  const seen = tracks.filter(({ persona }) => !hidden.includes(persona));
  const land = measured.length > 1 ? measured : (seen[0]?.whole ?? []);
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
      <MeasuredCurve points={measured} />
      <PersonaCurves columns={columns} personas={personas} hidden={hidden} />
      {seen.map((track) => (
        <Lines key={track.persona ?? ""} track={track} personas={personas} show={show} />
      ))}
      {measured.map((point) => (
        <Gap key={point.x} point={point} />
      ))}
      <Before columns={columns} cells={cells} hidden={hidden} />
      {tracks.length === 0 && (
        <text x="16" y={half - 10} className={classes.hint}>
          {t("empty.emotion")}
        </text>
      )}
    </svg>
  );
}

/** The lines of one persona: dashed what is felt in all, dotted what the stage brings, dash-dot what the service adds. */
function Lines({ track, personas, show }: Pick<EmotionCurvesProps, "personas" | "show"> & { track: Track }) {
  const color = track.persona === null ? undefined : personas[track.persona]?.color;
  const style = color === undefined ? undefined : { stroke: `var(--sj-stage-${color}-base)` };
  const parts = show !== "whole" && hasParts(track);
  const isMade = (step: string) =>
    !track.points.some(({ card }) => card.step === step && card.aspect === null);
  return (
    <g style={style} className={classes.lines}>
      {(show !== "parts" || !parts) && (
        <>
          <path d={curvePath(track.whole)} className={classes.curve} data-beside={parts || undefined} />
          {track.whole
            .filter(({ step }) => isMade(step))
            .map(({ step, x, y }) => (
              <circle key={step} cx={x} cy={y} r="4" className={classes.made} />
            ))}
        </>
      )}
      {parts && <path d={curvePath(track.context)} className={classes.curve} data-aspect="context" />}
      {parts && <path d={curvePath(track.service)} className={classes.curve} data-aspect="service" />}
    </g>
  );
}

/** The feelings of the state that the map is compared with: thin and dashed, with hollow points where they differ. */
function Before({ columns, cells, hidden }: Pick<EmotionCurvesProps, "columns" | "cells" | "hidden">) {
  const { host } = useEditor();
  const { t } = useTranslation("map-editor");
  const before = host.differences?.before;
  const lane = [...cells.values()].flat()[0]?.lane;
  if (before === undefined || lane === undefined) return null;
  const now = new Map([...cells.values()].flat().map((card) => [card.id, card.emotion]));
  const was = Object.values(before.cards).filter((card) => card.lane === lane);
  const tracks = tracksOf(was, centresOfSteps(columns)).filter(({ persona }) => !hidden.includes(persona));
  const isChanged = ({ card }: { card: Card }) => now.get(card.id) !== card.emotion;
  return (
    <g className={classes.before}>
      <title>{t("difference.before")}</title>
      {tracks
        .filter(({ points }) => points.some(isChanged))
        .map(({ persona, whole, points }) => (
          <g key={persona ?? ""}>
            <path d={curvePath(whole)} />
            {points.filter(isChanged).map(({ x, y, card }) => (
              <circle key={card.id} cx={x} cy={y} r="9" />
            ))}
          </g>
        ))}
    </g>
  );
}

interface MeasuredPoint {
  readonly x: number;
  readonly y: number;
  readonly low: number;
  readonly high: number;
  /** Height of what the map says, and how far it lies outside the interval. */
  readonly assumed: number | null;
  readonly gap: number;
}

function measuredPoints(
  columns: readonly Column[],
  cardsAt: (step: string) => readonly Card[],
): MeasuredPoint[] {
  const centres = centresOf(columns);
  return columns.flatMap(({ step }, index) => {
    if (step === null || step.numbers === null || step.numbers.score === null) return [];
    const { score, score_low: low, score_high: high } = step.numbers;
    const assumed = assumedAt(cardsAt(step.id));
    return [
      {
        x: centres[index] ?? 0,
        y: yOf(score),
        low: yOf(low ?? score),
        high: yOf(high ?? score),
        assumed: assumed === null ? null : yOf(assumed),
        gap: assumed === null ? 0 : (gapOf(assumed, step.numbers) ?? 0),
      },
    ];
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

/** From what the team thinks to the nearest end of what is: a quiet arrow. The words come with the reading. */
function Gap({ point: { x, low, high, assumed, gap } }: { point: MeasuredPoint }) {
  if (assumed === null || gap === 0) return null;
  const end = gap > 0 ? high : low;
  const way = Math.sign(end - assumed);
  const begin = assumed + way * AIR;
  const room = (end - begin) * way;
  if (room <= 6) return null;
  return (
    <g className={classes.gap}>
      <line x1={x} x2={x} y1={begin} y2={end - way * 6} />
      <path d={`M${x - 3.5},${end - way * 7} h7 l-3.5,${way * 6} z`} />
    </g>
  );
}
