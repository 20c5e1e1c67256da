import { useId } from "react";
import { useTranslation } from "react-i18next";
import classes from "./Compare.module.css";
import { curvePath, HEIGHT, pointsOf, type Spot, WIDTH, yOf } from "./curves";
import type { Column } from "./queries";

const AIR = 13;

/** One curve over the other: A solid with discs, B dashed with diamonds, and how far it is from the one to the other. */
export function Curves({ columns }: { columns: readonly Column[] }) {
  const { t } = useTranslation("compare");
  const id = useId();
  const [a, b] = [pointsOf(columns, "feeling_a"), pointsOf(columns, "feeling_b")];
  const width = columns.length * WIDTH;
  return (
    <svg
      role="img"
      aria-labelledby={id}
      className={classes.curves}
      width={width}
      height={HEIGHT}
      viewBox={`0 0 ${width} ${HEIGHT}`}
    >
      <title id={id}>{t("table.chart")}</title>
      {[1, 0.5, 0, -0.5, -1].map((level) => (
        <line
          key={level}
          x1="0"
          x2={width}
          y1={yOf(level)}
          y2={yOf(level)}
          className={classes.level}
          data-zero={level === 0 || undefined}
        />
      ))}
      <Gaps columns={columns} />
      <path d={curvePath(a)} className={classes.line} data-side="a" />
      <path d={curvePath(b)} className={classes.line} data-side="b" />
      {a.map(({ x, y }) => (
        <circle key={x} cx={x} cy={y} r="6" className={classes.point} data-side="a" />
      ))}
      {b.map(({ x, y }) => (
        <Diamond key={x} x={x} y={y} />
      ))}
    </svg>
  );
}

const Diamond = ({ x, y }: Pick<Spot, "x" | "y">) => (
  <rect
    x={x - 5.5}
    y={y - 5.5}
    width="11"
    height="11"
    transform={`rotate(45 ${x} ${y})`}
    className={classes.point}
    data-side="b"
  />
);

/** An arrow from what is felt in A to what is felt in B. */
function Gaps({ columns }: { columns: readonly Column[] }) {
  return columns.map(({ a, b, feeling_a: from, feeling_b: to }, index) => {
    if (from === null || to === null) return null;
    const way = Math.sign(yOf(to) - yOf(from));
    const [begin, end] = [yOf(from) + way * AIR, yOf(to) - way * AIR];
    if ((end - begin) * way < 8) return null;
    const x = index * WIDTH + WIDTH / 2;
    return (
      <g key={`${a} ${b}`} className={classes.gap} data-better={to > from || undefined}>
        <line x1={x} x2={x} y1={begin} y2={end - way * 5} />
        <path d={`M${x - 4.5},${end - way * 7} h9 l-4.5,${way * 7} z`} />
      </g>
    );
  });
}
