import classes from "./Avatar.module.css";
import { initialsOf } from "./initials";

/** A person as a disc with initials; the name stands beside it. */
export function Avatar({ name, size = 22 }: { name: string; size?: number }) {
  return (
    <span
      className={classes.avatar}
      style={{ width: size, height: size, fontSize: size * 0.42 }}
      aria-hidden="true"
    >
      {initialsOf(name)}
    </span>
  );
}
