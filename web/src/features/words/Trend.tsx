import { useTranslation } from "react-i18next";
import { total } from "./MoodBar";
import { MOODS, type Words } from "./queries";
import classes from "./Words.module.css";

const SHOWN = 36;
const HEIGHT = 64;

/** How many texts each month brought and in which mood, the last three years at most. */
export function Trend({ months }: { months: Words["months"] }) {
  const { t } = useTranslation("words");
  const shown = months.slice(-SHOWN);
  const most = Math.max(1, ...shown.map(({ moods }) => total(moods)));
  if (shown.length < 2) return null;
  return (
    <figure className={classes.trend}>
      <figcaption className={classes.caption}>{t("trend")}</figcaption>
      <ol className={classes.bars} style={{ height: HEIGHT }}>
        {shown.map(({ month, moods }) => {
          const told = t("trendMonth", { month, ...moods });
          return (
            <li key={month} className={classes.bar} title={told}>
              <span className="sj-visually-hidden">{told}</span>
              <span
                className={classes.stack}
                style={{ height: `${(100 * total(moods)) / most}%` }}
                aria-hidden="true"
              >
                {[...MOODS].reverse().map((mood) => (
                  <span key={mood} data-mood={mood} style={{ flexGrow: moods[mood] }} />
                ))}
              </span>
            </li>
          );
        })}
      </ol>
      <p className={classes.ends}>
        <span>{shown[0]?.month}</span>
        <span>{shown.at(-1)?.month}</span>
      </p>
    </figure>
  );
}
