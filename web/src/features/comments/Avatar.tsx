import classes from "./Avatar.module.css";

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .filter(Boolean)
    .filter((_, index, words) => index === 0 || index === words.length - 1)
    .map((word) => [...word][0]?.toUpperCase() ?? "")
    .join("");

/** A person by their initials; the name stands beside it. */
export function Avatar({ name, guest = false }: { name: string; guest?: boolean }) {
  return (
    <span className={classes.avatar} data-guest={guest || undefined} aria-hidden="true">
      {initials(name)}
    </span>
  );
}
