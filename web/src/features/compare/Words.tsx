import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import classes from "./Compare.module.css";
import { columnOf } from "./cells";
import type { Comparison, DifferenceLine } from "./queries";

/** What differs, in words, as the maps are read; a click leads to the step. */
export function Words({ found, onReveal }: { found: Comparison; onReveal: (column: number) => void }) {
  const { t } = useTranslation("compare");
  const told = found.differences.filter(({ inside }) => inside === "");
  return (
    <aside className={classes.words} aria-labelledby="compare-words">
      <h2 id="compare-words" className={classes.wordsTitle}>
        {t("words.title")}
        <span className={classes.count}>{told.length}</span>
      </h2>
      {told.length === 0 && <p className={classes.quiet}>{t("words.none")}</p>}
      <ul className={classes.list}>
        {told.map((line) => (
          <li key={`${line.table} ${line.record_id} ${line.kind} ${line.field}`}>
            <Line line={line} column={columnOf(line, found)} onReveal={onReveal} />
          </li>
        ))}
      </ul>
      <p className={classes.links}>
        {(["a", "b"] as const).map((side) => (
          <Link key={side} href={`/maps/${found[side].map}`}>
            {`${t("open")} ${t(`side.${side}`)}`}
          </Link>
        ))}
      </p>
    </aside>
  );
}

function Line(props: { line: DifferenceLine; column: number | null; onReveal: (column: number) => void }) {
  const { line, column, onReveal } = props;
  const { t } = useTranslation("compare");
  const words = (
    <>
      <span className={classes.kind} data-difference={line.kind}>
        {t(`words.${line.kind}`)}
      </span>
      <span>{line.words}</span>
    </>
  );
  return column === null ? (
    <span className={classes.difference}>{words}</span>
  ) : (
    <button type="button" className={classes.difference} onClick={() => onReveal(column)}>
      {words}
    </button>
  );
}
