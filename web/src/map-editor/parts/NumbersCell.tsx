import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { StepNumbers } from "@/map-model";
import { count, percent, span } from "@/ui/numbers";
import { shownFeeling } from "../layout/curve";
import { Glyph } from "./Glyph";
import classes from "./NumbersCell.module.css";

const WIDTH = 100;

/** A share as a bar, its 95 % interval as a whisker on it. */
export function ReachBar({ share, low, high }: { share: number; low: number; high: number }) {
  return (
    <svg viewBox={`0 0 ${WIDTH} 12`} preserveAspectRatio="none" className={classes.bar} aria-hidden="true">
      <rect x="0" y="2" width={WIDTH} height="8" className={classes.track} />
      <rect x="0" y="2" width={WIDTH * share} height="8" className={classes.fill} />
      <line x1={WIDTH * low} x2={WIDTH * high} y1="6" y2="6" className={classes.whisker} />
      <line x1={WIDTH * low} x2={WIDTH * low} y1="1" y2="11" className={classes.whisker} />
      <line x1={WIDTH * high} x2={WIDTH * high} y1="1" y2="11" className={classes.whisker} />
    </svg>
  );
}

/** The numbers of a step in full sentences, each with its n and interval. */
export function numbersInWords(numbers: StepNumbers, t: TFunction<"map-editor">): string[] {
  const words = [
    t("numbers.reached", {
      reached: count(numbers.reached),
      customers: count(numbers.customers),
      share: percent(numbers.share),
      low: percent(numbers.share_low),
      high: percent(numbers.share_high),
    }),
    t("numbers.events", { events: count(numbers.events) }),
  ];
  const { continued_share: share, continued_low: low, continued_high: high } = numbers;
  if (share !== null && low !== null && high !== null)
    words.push(
      t("numbers.continued", {
        continued: count(numbers.continued),
        reached: count(numbers.reached),
        share: percent(share),
        low: percent(low),
        high: percent(high),
      }),
    );
  if (numbers.seconds !== null)
    words.push(
      t("numbers.time", {
        time: span(numbers.seconds),
        low: span(numbers.seconds_low),
        high: span(numbers.seconds_high),
        n: count(numbers.seconds_n),
      }),
    );
  if (numbers.score !== null)
    words.push(
      t("numbers.score", {
        score: shownFeeling(numbers.score),
        low: numbers.score_low === null ? "–" : shownFeeling(numbers.score_low),
        high: numbers.score_high === null ? "–" : shownFeeling(numbers.score_high),
        n: count(numbers.score_n),
      }),
    );
  return words;
}

/** What the log says of a step: how many reach it, how many go on, how long it takes. */
export function NumbersBody({ numbers, bound }: { numbers: StepNumbers | null; bound: boolean }) {
  const { t } = useTranslation("map-editor");
  if (numbers === null)
    return (
      <span className={classes.none} data-unset="">
        {bound ? t("numbers.notMeasured") : t("numbers.notBound")}
      </span>
    );
  return (
    <div className={classes.numbers} title={numbersInWords(numbers, t).join("\n")}>
      <div className={classes.reach}>
        <strong>{count(numbers.reached)}</strong> · {percent(numbers.share)}
      </div>
      <ReachBar share={numbers.share} low={numbers.share_low} high={numbers.share_high} />
      <div className={classes.facts}>
        {numbers.continued_share !== null && (
          <span>
            <Glyph name="onward" size={14} />
            <span className="sj-visually-hidden">{t("numbers.onward")}: </span>
            {percent(numbers.continued_share)}
          </span>
        )}
        {numbers.seconds !== null && (
          <span>
            <Glyph name="clock" size={14} />
            <span className="sj-visually-hidden">{t("numbers.median")}: </span>
            {span(numbers.seconds)}
          </span>
        )}
      </div>
    </div>
  );
}
