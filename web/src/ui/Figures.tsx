import classes from "./Figures.module.css";

export interface Figure {
  value: string;
  name: string;
}

/** A few large numbers in a row, parted by hairlines. */
export function Figures({ figures }: { figures: readonly Figure[] }) {
  return (
    <dl className={classes.figures}>
      {figures.map(({ value, name }) => (
        <div key={name} className={classes.figure}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
