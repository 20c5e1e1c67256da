import type { ReactNode } from "react";
import classes from "./GroupedBars.module.css";
import { ShareBar } from "./ShareBar";

export interface BarValue {
  /** 0 to 1, of the longest bar there can be. */
  share: number;
  low?: number | null;
  high?: number | null;
  text: string;
  detail: string;
}

export interface BarGroup {
  key: string;
  name: ReactNode;
  note?: string;
  /** One value a series. */
  values: readonly (BarValue | null)[];
}

export interface GroupedBarsProps {
  caption: string;
  groupLabel: string;
  series: readonly { key: string; name: string; color?: string }[];
  groups: readonly BarGroup[];
}

/** The same groups by several measures: bars side by side, one column a measure; on a phone one below the other. */
export function GroupedBars({ caption, groupLabel, series, groups }: GroupedBarsProps) {
  const most = Math.max(
    1e-9,
    ...groups.flatMap((group) => group.values.map((value) => value?.high ?? value?.share ?? 0)),
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled with keys
    <section className={classes.scroll} tabIndex={0} aria-label={caption}>
      <table className={classes.table}>
        <caption className="sj-visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{groupLabel}</th>
            {series.map((one) => (
              <th key={one.key} scope="col">
                {one.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <tr key={group.key}>
              <th scope="row">
                {group.name}
                {group.note !== undefined && <span className={classes.note}>{group.note}</span>}
              </th>
              {series.map((one, index) => (
                <Value
                  key={one.key}
                  name={one.name}
                  value={group.values[index] ?? null}
                  most={most}
                  color={one.color}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface ValueProps {
  name: string;
  value: BarValue | null;
  most: number;
  color: string | undefined;
}

function Value({ name, value, most, color }: ValueProps) {
  if (value === null) return <td data-label={name}>–</td>;
  return (
    <td data-label={name} title={value.detail}>
      <div className={classes.value}>
        <span className={classes.text}>{value.text}</span>
        <ShareBar
          share={value.share / most}
          low={value.low == null || value.share === 0 ? undefined : value.low / most}
          high={value.high == null || value.share === 0 ? undefined : value.high / most}
          color={color}
        />
      </div>
    </td>
  );
}
