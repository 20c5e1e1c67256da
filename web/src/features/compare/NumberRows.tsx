import { useTranslation } from "react-i18next";
import { shownFeeling } from "@/map-editor";
import type { StepNumbers } from "@/map-model";
import { percent, span } from "@/ui/numbers";
import classes from "./Compare.module.css";
import type { Comparison } from "./queries";

interface Measure {
  readonly name: "share" | "continued_share" | "seconds" | "score";
  readonly low: keyof StepNumbers;
  readonly high: keyof StepNumbers;
  readonly written: (value: number) => string;
}

const MEASURES: readonly Measure[] = [
  { name: "share", low: "share_low", high: "share_high", written: percent },
  { name: "continued_share", low: "continued_low", high: "continued_high", written: percent },
  { name: "seconds", low: "seconds_low", high: "seconds_high", written: span },
  { name: "score", low: "score_low", high: "score_high", written: shownFeeling },
];

/** What the journey log says of the steps of each side, with its intervals; nothing where no side was measured. */
export function NumberRows({ found, only }: { found: Comparison; only: boolean }) {
  const { t } = useTranslation("compare");
  const numbers = found.columns.map(({ a, b }) => [
    found.a.document.steps[a ?? ""]?.numbers ?? null,
    found.b.document.steps[b ?? ""]?.numbers ?? null,
  ]);
  const isShown = ({ name }: Measure) =>
    numbers.some(([a, b]) =>
      only ? (a?.[name] ?? null) !== (b?.[name] ?? null) : (a?.[name] ?? b?.[name] ?? null) !== null,
    );
  return MEASURES.filter(isShown).map((measure) => (
    <tr key={measure.name}>
      <th scope="row" className={classes.laneName}>
        {t(`numbers.${measure.name}`)}
      </th>
      {found.columns.map(({ a, b }, index) => (
        <td key={`${a} ${b}`} className={classes.number}>
          {(["a", "b"] as const).map(
            (side, place) =>
              found.columns[index]?.[side] !== null && (
                <Figure key={side} side={side} measure={measure} numbers={numbers[index]?.[place] ?? null} />
              ),
          )}
        </td>
      ))}
    </tr>
  ));
}

function Figure(props: { side: "a" | "b"; measure: Measure; numbers: StepNumbers | null }) {
  const { side, measure, numbers } = props;
  const { t } = useTranslation("compare");
  const value = numbers?.[measure.name] ?? null;
  const low = numbers?.[measure.low] ?? null;
  const high = numbers?.[measure.high] ?? null;
  return (
    <p className={classes.figure}>
      <span className={classes.badge} data-side={side}>
        {t(`side.${side}`)}
      </span>
      <span>{value === null ? t("table.nothing") : measure.written(value)}</span>
      {value !== null && low !== null && high !== null && (
        <small>{`${measure.written(low)} – ${measure.written(high)}`}</small>
      )}
    </p>
  );
}
