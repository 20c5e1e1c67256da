import classes from "./Histogram.module.css";
import { type Bin, placeOf, ticksOf } from "./histogramLayout";

export interface HistogramMark {
  value: number;
  text: string;
  low?: number | null;
  high?: number | null;
  strong?: boolean;
}

export interface HistogramProps {
  bins: readonly Bin[];
  label: string;
  marks: readonly HistogramMark[];
  tickLabel: (seconds: number) => string;
  binLabel: (bin: Bin) => string;
}

const WIDTH = 880;
const HEIGHT = 240;
const TOP = 52;
const FOOT = 26;

/** How many customers took how long, on a logarithmic axis, with the median and its interval. */
export function Histogram({ bins, label, marks, tickLabel, binLabel }: HistogramProps) {
  const most = Math.max(1, ...bins.map((bin) => bin.customers));
  const step = WIDTH / Math.max(1, bins.length);
  const base = TOP + HEIGHT;
  return (
    <svg
      viewBox={`-6 0 ${WIDTH + 12} ${base + FOOT}`}
      className={classes.picture}
      role="img"
      aria-label={label}
    >
      {bins.map((bin, index) => {
        const height = (HEIGHT * bin.customers) / most;
        return (
          <g key={bin.low} className={classes.bin}>
            <rect x={index * step} y={TOP} width={step} height={HEIGHT} fill="transparent" />
            <rect
              x={index * step + 0.75}
              y={base - height}
              width={Math.max(0.5, step - 1.5)}
              height={height}
              className={classes.bar}
            />
            <title>{binLabel(bin)}</title>
          </g>
        );
      })}
      <line x1="0" x2={WIDTH} y1={base} y2={base} className={classes.axis} />
      {ticksOf(bins).map(({ place, seconds }) => (
        <g key={seconds} transform={`translate(${place * WIDTH} ${base})`}>
          <line y2="5" className={classes.axis} />
          <text y="19" textAnchor="middle" className={classes.tick}>
            {tickLabel(seconds)}
          </text>
        </g>
      ))}
      {marks.map((mark, index) => (
        <Mark key={mark.text} mark={mark} bins={bins} row={index} base={base} />
      ))}
    </svg>
  );
}

function Mark({
  mark,
  bins,
  row,
  base,
}: {
  mark: HistogramMark;
  bins: readonly Bin[];
  row: number;
  base: number;
}) {
  const x = placeOf(mark.value, bins) * WIDTH;
  const y = 14 + row * 20;
  const toTheLeft = x > WIDTH * 0.6;
  return (
    <g className={mark.strong ? classes.strongMark : classes.mark}>
      {mark.low != null && mark.high != null && (
        <rect
          x={placeOf(mark.low, bins) * WIDTH}
          width={Math.max(2, (placeOf(mark.high, bins) - placeOf(mark.low, bins)) * WIDTH)}
          y={TOP}
          height={base - TOP}
          className={classes.interval}
        />
      )}
      <line x1={x} x2={x} y1={y - 10} y2={base} />
      <text x={x + (toTheLeft ? -6 : 6)} y={y} textAnchor={toTheLeft ? "end" : "start"}>
        {mark.text}
      </text>
    </g>
  );
}
