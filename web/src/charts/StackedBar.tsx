import classes from "./StackedBar.module.css";

export interface Part {
  name: string;
  value: number;
  /** The value as people read it. */
  text: string;
  color: string;
  /** Drawn with stripes too, so that the part differs by more than its colour. */
  striped?: boolean;
}

/** A whole and its parts, to scale, each part named with its number. */
export function StackedBar({ parts, height = 14 }: { parts: readonly Part[]; height?: number }) {
  const shown = parts.filter((part) => part.value > 0);
  return (
    <figure className={classes.figure}>
      <div className={classes.bar} style={{ height }} aria-hidden="true">
        {shown.map((part) => (
          <span
            key={part.name}
            className={classes.part}
            data-striped={part.striped || undefined}
            style={{ flexGrow: part.value, "--part": part.color } as React.CSSProperties}
          />
        ))}
      </div>
      <figcaption className={classes.legend}>
        {parts.map((part) => (
          <span key={part.name} className={classes.entry}>
            <span
              className={classes.key}
              data-striped={part.striped || undefined}
              style={{ "--part": part.color } as React.CSSProperties}
            />
            <strong>{part.text}</strong> {part.name}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}
