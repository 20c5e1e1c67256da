import { useEventWords } from "./eventWords";
import { useLog } from "./log";
import tables from "./tables.module.css";

/** An event's name with its colour. */
export function EventName({ event }: { event: string }) {
  const { colorOf } = useLog();
  const nameOf = useEventWords();
  return (
    <span className={tables.event}>
      <span className={tables.dot} style={{ background: colorOf(event).base }} />
      {nameOf(event)}
    </span>
  );
}
