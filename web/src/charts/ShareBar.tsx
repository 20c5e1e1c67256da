import classes from "./ShareBar.module.css";

export interface ShareBarProps {
  /** 0 to 1. */
  share: number;
  /** The 95 % interval, drawn as a whisker. */
  low?: number;
  high?: number;
  /** What came before, drawn behind in outline (0 to 1). */
  before?: number;
  color?: string;
  height?: number;
}

const part = (share: number) => `${Math.min(1, Math.max(0, share)) * 100}%`;

/** One share as an exact bar, with its interval as a whisker. The number itself stands beside it as text. */
export function ShareBar({
  share,
  low,
  high,
  before,
  color = "var(--sj-accent)",
  height = 10,
}: ShareBarProps) {
  return (
    <svg className={classes.bar} height={height + 4} aria-hidden="true">
      {before !== undefined && (
        <rect x="0" y="2" width={part(before)} height={height} rx="2" className={classes.before} />
      )}
      <rect x="0" y="2" width={part(share)} height={height} rx="2" fill={color} />
      {low !== undefined && high !== undefined && (
        <g className={classes.whisker}>
          <rect x={part(low)} width={part(high - low)} y={1} height={height + 2} className={classes.halo} />
          <line x1={part(low)} x2={part(high)} y1={2 + height / 2} y2={2 + height / 2} />
          <line x1={part(low)} x2={part(low)} y1="1" y2={height + 3} />
          <line x1={part(high)} x2={part(high)} y1="1" y2={height + 3} />
        </g>
      )}
    </svg>
  );
}
