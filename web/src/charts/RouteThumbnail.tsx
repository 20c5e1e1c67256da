import classes from "./RouteThumbnail.module.css";

export interface RouteStage {
  title: string;
  /** Place in the palette; by position if left out. */
  color?: number | null;
  steps?: number;
}

const WIDTH = 320;
const HEIGHT = 96;
const MARGIN = 22;
const PALETTE = 8;

/** The hills of the route: a fixed wave, so that the same map always looks the same. */
const heightAt = (index: number, seed: number): number =>
  HEIGHT / 2 + Math.sin(index * 1.7 + seed) * 17 + Math.sin(index * 0.9 + seed * 2.3) * 9;

const seedOf = (stages: readonly RouteStage[]): number =>
  ([...stages.map((stage) => stage.title).join("")].reduce(
    (sum, letter) => sum + (letter.codePointAt(0) ?? 0),
    0,
  ) %
    628) /
  100;

/** From station to station, level at both. */
const pieceOf = (from: { x: number; y: number }, to: { x: number; y: number }): string =>
  `M${from.x} ${from.y}C${(from.x + to.x) / 2} ${from.y} ${(from.x + to.x) / 2} ${to.y} ${to.x} ${to.y}`;

export function stationsOf(stages: readonly RouteStage[]): { x: number; y: number; color: number }[] {
  const seed = seedOf(stages);
  const step = stages.length > 1 ? (WIDTH - 2 * MARGIN) / (stages.length - 1) : 0;
  return stages.map((stage, index) => ({
    x: stages.length > 1 ? MARGIN + index * step : WIDTH / 2,
    y: heightAt(index, seed),
    color: stage.color ?? index % PALETTE,
  }));
}

/** A map in small: its stages as stations on a route. */
export function RouteThumbnail({ stages }: { stages: readonly RouteStage[] }) {
  const stations = stationsOf(stages);
  const pieces = stations.slice(1).map((to, index) => ({ from: stations[index] ?? to, to }));
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className={classes.picture} aria-hidden="true">
      <path
        d={pieces.map(({ from, to }) => pieceOf(from, to)).join("")}
        fill="none"
        stroke="var(--sj-line)"
        strokeWidth="10"
        strokeLinecap="round"
      />
      {pieces.map(({ from, to }) => (
        <path
          key={to.x}
          d={pieceOf(from, to)}
          fill="none"
          stroke={`var(--sj-stage-${from.color}-base)`}
          strokeWidth="4"
        />
      ))}
      {stations.map(({ x, y, color }) => (
        <circle
          key={x}
          cx={x}
          cy={y}
          r="7"
          className={classes.station}
          stroke={`var(--sj-stage-${color}-base)`}
        />
      ))}
    </svg>
  );
}
