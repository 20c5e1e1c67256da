/** Guesses what an event means by its name, so that a view can begin with a question that fits the log. */
import type { EventsResult } from "@/api";

type Named = EventsResult["names"][number];

/** What businesses call success, the clearest word first. */
const GOALS = [
  /placed|purchas|bought|\bbuy|checkout_(done|completed)/i,
  /\bpaid|paym?ent|order|book(ed|ing)|sold|deal_won/i,
  /sign(ed)?[_ -]?up|subscri|regist|activat|convert/i,
];
/** Such events are not success, whatever else their name says. */
const SETBACK = /fail|cancel|return|refund|unsubscr|abandon|declin|missed|error|clos|reject/i;

const reached = (names: readonly Named[]) => [...names].sort((a, b) => b.customers - a.customers);

/** The event that most likely is what the business wants; the most frequent one where no name tells. */
export function likelyGoal(names: readonly Named[]): string | null {
  const candidates = reached(names.filter(({ event }) => !SETBACK.test(event)));
  for (const word of GOALS) {
    const found = candidates.find(({ event }) => word.test(event));
    if (found !== undefined) return found.event;
  }
  return reached(names)[0]?.event ?? null;
}
