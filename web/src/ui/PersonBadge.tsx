import classes from "./PersonBadge.module.css";

const COLORS = 8;

/** Up to two letters that stand for a name. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s@._-]+/).filter((word) => word !== "");
  const picked = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return picked.map((word) => [...(word ?? "")][0]?.toLocaleUpperCase() ?? "").join("");
}

export interface PersonBadgeProps {
  name: string;
  /** 0 to 7: one of the eight colours that people and stages share. */
  color: number;
  size?: number;
}

/** A person as a coloured disc with initials. The name stands beside it; the disc alone says nothing aloud. */
export function PersonBadge({ name, color, size = 32 }: PersonBadgeProps) {
  const hue = ((color % COLORS) + COLORS) % COLORS;
  return (
    <span
      aria-hidden="true"
      className={classes.badge}
      style={{
        width: size,
        height: size,
        fontSize: size * 0.38,
        background: `var(--sj-stage-${hue}-tint)`,
        borderColor: `var(--sj-stage-${hue}-base)`,
        color: `var(--sj-stage-${hue}-ink)`,
      }}
    >
      {initialsOf(name)}
    </span>
  );
}
