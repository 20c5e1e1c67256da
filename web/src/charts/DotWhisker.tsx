import type { ReactNode } from "react";
import classes from "./DotWhisker.module.css";
import { type Dot, type DotScale, dotDomain, dotPlace, dotTicks, type Side, sideOf } from "./dotLayout";

export interface DotRow extends Dot {
  key: string;
  name: ReactNode;
  /** The value as people read it. */
  text: string;
  /** Value and interval, shown on hover. */
  detail: string;
  /** Whether the value surely lies beside the reference; by default whether its interval does. */
  side?: Side;
  /** What stands in the further columns. */
  cells?: readonly ReactNode[];
}

export interface DotWhiskerProps {
  caption: string;
  nameLabel: string;
  valueLabel: string;
  /** Names of further columns. */
  columns?: readonly string[];
  rows: readonly DotRow[];
  /** Where nothing differs: 0 for differences, 1 for ratios. */
  reference?: number;
  scale?: DotScale;
  /** Which side is good news; colours follow it. */
  good?: "above" | "below";
  tickLabel: (value: number) => string;
  /** What the ticks are round numbers of, such as 3,600 for hours on an axis of seconds. */
  tickUnit?: number;
}

const percent = (place: number) => `${Math.round(place * 10_000) / 100}%`;

/** Values with their intervals around a reference, one a row; shape and colour say on which side they surely are. */
export function DotWhisker(props: DotWhiskerProps) {
  const { caption, rows, reference = 0, scale = "linear", columns = [], tickLabel, tickUnit, good } = props;
  const domain = dotDomain(rows, reference, scale);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled with keys
    <section className={classes.scroll} tabIndex={0} aria-label={caption}>
      <table className={classes.table}>
        <caption className="sj-visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{props.nameLabel}</th>
            <th scope="col" className={classes.number}>
              {props.valueLabel}
            </th>
            <td className={classes.picture} aria-hidden="true">
              <Axis domain={domain} scale={scale} tickLabel={tickLabel} unit={tickUnit} />
            </td>
            {columns.map((column) => (
              <th key={column} scope="col" className={classes.number}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key} title={row.detail}>
              <th scope="row">{row.name}</th>
              <td className={classes.number}>
                <strong>{row.text}</strong>
                <span className="sj-visually-hidden"> {row.detail}</span>
              </td>
              <td className={classes.picture} aria-hidden="true">
                <Whisker row={row} domain={domain} reference={reference} scale={scale} good={good} />
              </td>
              {columns.map((column, index) => (
                <td key={column} className={classes.number} data-label={column}>
                  {row.cells?.[index]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface AxisProps {
  domain: readonly [number, number];
  scale: DotScale;
  tickLabel: (value: number) => string;
  unit: number | undefined;
}

function Axis({ domain, scale, tickLabel, unit }: AxisProps) {
  return (
    <div className={classes.axis}>
      {dotTicks(domain, scale, unit).map((tick) => (
        <span key={tick} style={{ left: percent(dotPlace(tick, domain, scale)) }}>
          {tickLabel(tick)}
        </span>
      ))}
    </div>
  );
}

interface WhiskerProps {
  row: DotRow;
  domain: readonly [number, number];
  reference: number;
  scale: DotScale;
  good: "above" | "below" | undefined;
}

function Whisker({ row, domain, reference, scale, good }: WhiskerProps) {
  const place = (value: number) => dotPlace(value, domain, scale);
  const { value, low, high } = row;
  const side = row.side ?? sideOf(row, reference);
  const news = side === "unsure" || good === undefined ? "none" : side === good ? "good" : "bad";
  return (
    <div className={classes.track} data-news={news}>
      <span className={classes.reference} style={{ left: percent(place(reference)) }} />
      {low != null && high != null && (
        <span
          className={classes.whisker}
          data-cut-low={low < domain[0] || undefined}
          data-cut-high={high > domain[1] || undefined}
          style={{ left: percent(place(low)), width: percent(Math.max(0, place(high) - place(low))) }}
        />
      )}
      {value !== null && (
        <svg
          className={classes.mark}
          style={{ left: percent(place(value)) }}
          viewBox="-7 -7 14 14"
          aria-hidden="true"
          data-side={side}
        >
          <Mark side={side} />
        </svg>
      )}
    </div>
  );
}

function Mark({ side }: { side: Side }) {
  if (side === "above") return <path d="M0-6 6 5H-6Z" />;
  if (side === "below") return <path d="M0 6-6-5H6Z" />;
  return <circle r="4.5" />;
}
