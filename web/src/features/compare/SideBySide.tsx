import { Switch } from "@mantine/core";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { shownFeeling } from "@/map-editor";
import { CardWords } from "./CardWords";
import classes from "./Compare.module.css";
import { Curves } from "./Curves";
import { type Cell, type LaneRow, rowsOf, spansOf } from "./cells";
import { WIDTH } from "./curves";
import { NumberRows } from "./NumberRows";
import type { Column, Comparison } from "./queries";
import { Words } from "./Words";

/** The table of both sides, and what differs in words beside it. */
export function SideBySide({ found }: { found: Comparison }) {
  const { t } = useTranslation("compare");
  const [only, setOnly] = useState(false);
  const table = useRef<HTMLDivElement>(null);
  const reveal = (column: number) => {
    const head = table.current?.querySelector<HTMLElement>(`[data-column="${column}"]`);
    head?.scrollIntoView({ block: "nearest", inline: "center", behavior: "smooth" });
    head?.focus({ preventScroll: true });
  };
  const rows = rowsOf(found).filter(({ cells }) => !only || cells.some(({ same }) => !same));
  return (
    <div className={classes.found}>
      <div className={classes.main}>
        <div className={classes.tools}>
          <Legend found={found} />
          <Switch
            checked={only}
            onChange={(event) => setOnly(event.currentTarget.checked)}
            label={t("only")}
          />
        </div>
        {found.columns.length === 0 ? (
          <p className={classes.quiet}>{t("table.none")}</p>
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
          <section ref={table} className={classes.scroll} aria-label={t("table.label")} tabIndex={0}>
            <table className={classes.table}>
              <Head found={found} />
              <tbody>
                <Feelings columns={found.columns} />
                <NumberRows found={found} only={only} />
                {rows.map((row) => (
                  <Lane key={row.lane.id} row={row} columns={found.columns} />
                ))}
              </tbody>
            </table>
          </section>
        )}
      </div>
      <Words found={found} onReveal={reveal} />
    </div>
  );
}

function Legend({ found }: { found: Comparison }) {
  const { t } = useTranslation("compare");
  return (
    <ul className={classes.legend} aria-label={t("legend.label")}>
      {(["a", "b"] as const).map((side) => (
        <li key={side}>
          <svg width="34" height="14" viewBox="0 0 34 14" aria-hidden="true">
            <line x1="0" x2="34" y1="7" y2="7" className={classes.line} data-side={side} />
            {side === "a" ? (
              <circle cx="17" cy="7" r="4.5" className={classes.point} data-side="a" />
            ) : (
              <rect
                x="13"
                y="3"
                width="8"
                height="8"
                transform="rotate(45 17 7)"
                className={classes.point}
                data-side="b"
              />
            )}
          </svg>
          <strong>{t(`side.${side}`)}</strong>
          <span>{[found[side].title, found[side].persona].filter(Boolean).join(" · ")}</span>
        </li>
      ))}
    </ul>
  );
}

function Head({ found }: { found: Comparison }) {
  const { t } = useTranslation("compare");
  const titleOf = (side: "a" | "b", step: string | null) =>
    step === null ? null : found[side].document.steps[step]?.title || t("table.unnamedStep");
  return (
    <thead>
      <tr>
        <td className={classes.corner} />
        {spansOf(found).map(({ key, a, b, columns }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a stage may stand at several places.
          <th key={`${key} ${index}`} colSpan={columns} scope="colgroup" className={classes.stage}>
            <span>{[...new Set([a, b])].filter(Boolean).join(" → ") || t("table.unnamedStage")}</span>
          </th>
        ))}
      </tr>
      <tr>
        <th scope="row" className={classes.laneName}>
          {t("table.lane")}
        </th>
        {found.columns.map(({ a, b }, index) => {
          const [one, other] = [titleOf("a", a), titleOf("b", b)];
          const gone = one === null ? "only_b" : other === null ? "only_a" : null;
          return (
            <th
              key={`${a} ${b}`}
              scope="col"
              className={classes.step}
              data-only={gone ?? undefined}
              data-column={index}
              tabIndex={-1}
              style={{ minWidth: WIDTH, maxWidth: WIDTH, width: WIDTH }}
            >
              {[...new Set([one, other])].filter((title) => title !== null).join(" → ")}
              {gone !== null && <span className={classes.only}>{t(`table.${gone}`)}</span>}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

function Feelings({ columns }: { columns: readonly Column[] }) {
  const { t } = useTranslation("compare");
  const written = (feeling: number | null) => (feeling === null ? t("table.nothing") : shownFeeling(feeling));
  return (
    <>
      <tr>
        <th scope="row" className={classes.laneName} rowSpan={2}>
          {t("table.feelings")}
        </th>
        <td colSpan={columns.length} className={classes.picture}>
          <Curves columns={columns} />
        </td>
      </tr>
      <tr>
        {columns.map(({ a, b, feeling_a, feeling_b }) => (
          <td key={`${a} ${b}`} className={classes.felt}>
            <span>
              {a === null || b === null
                ? written(feeling_a ?? feeling_b)
                : t("table.felt", { a: written(feeling_a), b: written(feeling_b) })}
            </span>
            {feeling_a !== null && feeling_b !== null && feeling_a !== feeling_b && (
              <strong data-better={feeling_b > feeling_a || undefined}>
                {shownFeeling(feeling_b - feeling_a)}
              </strong>
            )}
          </td>
        ))}
      </tr>
    </>
  );
}

function Lane({ row, columns }: { row: LaneRow; columns: readonly Column[] }) {
  return (
    <tr>
      <th scope="row" className={classes.laneName}>
        {row.lane.title || row.lane.kind}
      </th>
      {columns.map(({ a, b }, index) => (
        <CellOfBoth key={`${a} ${b}`} cell={row.cells[index] as Cell} shared={a !== null && b !== null} />
      ))}
    </tr>
  );
}

/** Where only one side has a step, its cards alone: the head says whose they are. */
function CellOfBoth({ cell: { a, b, same }, shared }: { cell: Cell; shared: boolean }) {
  const { t } = useTranslation("compare");
  if (same || !shared)
    return (
      <td className={classes.cell} data-alone={!shared || undefined}>
        {(shared ? a : [...a, ...b]).map((card) => (
          <CardWords key={card.id} card={card} />
        ))}
      </td>
    );
  return (
    <td className={classes.cell} data-differs>
      <span className={classes.hidden}>{t("table.differs")}</span>
      {(
        [
          ["a", a],
          ["b", b],
        ] as const
      ).map(([side, cards]) => (
        <div key={side} className={classes.half} data-side={side}>
          <span className={classes.badge} data-side={side}>
            {t(`side.${side}`)}
          </span>
          <div>
            {cards.map((card) => (
              <CardWords key={card.id} card={card} />
            ))}
            {cards.length === 0 && <p className={classes.quiet}>{t("table.nothing")}</p>}
          </div>
        </div>
      ))}
    </td>
  );
}
