import type { ReactNode } from "react";
import classes from "./HeatTable.module.css";
import { heatLevel } from "./heatLevel";

export interface HeatCell {
  value: number;
  /** The value as people read it; empty draws the colour alone. */
  text: string;
  /** The exact numbers, shown on hover and read out. */
  detail: string;
}

export interface HeatRow {
  key: string;
  name: ReactNode;
  /** How many the row rests on, beside its name. */
  size?: string;
  /** One cell a column; null where there is nothing to know (yet), which is not zero. */
  cells: readonly (HeatCell | null)[];
}

export interface HeatTableProps {
  caption: string;
  /** What the rows are. */
  corner: string;
  columns: readonly { key: string; name: string }[];
  rows: readonly HeatRow[];
  /** Read out in cells without a value. */
  noneLabel: string;
  /** Values with the palest and the deepest colour; by default zero and the greatest. */
  domain?: readonly [number, number];
  /** Narrow cells, for many columns. */
  dense?: boolean;
  /** A last row that stands apart, such as all rows together. */
  foot?: HeatRow;
}

/** Numbers in rows and columns; the deeper the colour, the greater the number that stands in it. */
export function HeatTable(props: HeatTableProps) {
  const { caption, corner, columns, rows, noneLabel, dense = false, foot } = props;
  const values = rows.flatMap((row) => row.cells.flatMap((cell) => (cell === null ? [] : [cell.value])));
  const domain = props.domain ?? ([0, Math.max(0, ...values)] as const);
  const line = (row: HeatRow) => (
    <tr key={row.key}>
      <th scope="row">
        <span className={classes.name}>{row.name}</span>
        {row.size !== undefined && <span className={classes.size}>{row.size}</span>}
      </th>
      {columns.map((column, index) => (
        <Cell key={column.key} cell={row.cells[index] ?? null} domain={domain} noneLabel={noneLabel} />
      ))}
    </tr>
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled with keys
    <section className={classes.scroll} tabIndex={0} aria-label={caption}>
      <table className={classes.table} data-dense={dense || undefined}>
        <caption className="sj-visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{corner}</th>
            {columns.map((column) => (
              <th key={column.key} scope="col">
                {column.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{rows.map(line)}</tbody>
        {foot !== undefined && <tfoot>{line(foot)}</tfoot>}
      </table>
    </section>
  );
}

interface CellProps {
  cell: HeatCell | null;
  domain: readonly [number, number];
  noneLabel: string;
}

function Cell({ cell, domain, noneLabel }: CellProps) {
  if (cell === null)
    return (
      <td className={classes.none} title={noneLabel}>
        <span className="sj-visually-hidden">{noneLabel}</span>
      </td>
    );
  const level = heatLevel(cell.value, domain);
  return (
    <td
      className={classes.cell}
      title={cell.detail}
      data-zero={cell.value === 0 || undefined}
      style={{ "--level": level } as React.CSSProperties}
    >
      {cell.text === "" ? <span className="sj-visually-hidden">{cell.detail}</span> : cell.text}
    </td>
  );
}
