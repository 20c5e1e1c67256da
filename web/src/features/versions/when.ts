/** Days as headings, and states as they are spoken of. */
import { dateTime } from "@/ui/numbers";

const day = new Intl.DateTimeFormat("en", {
  weekday: "long",
  day: "numeric",
  month: "long",
  year: "numeric",
});
const clock = new Intl.DateTimeFormat("en", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

export const timeOf = (iso: string): string => clock.format(new Date(iso));

/** How a state is called in a sentence. */
export const titleOf = ({ name, at }: { name: string; at: string }): string =>
  name === "" ? dateTime(at) : `“${name}”`;

export interface DayWords {
  readonly today: string;
  readonly yesterday: string;
}

/** Entries by their day, in the order in which they come. */
export function daysOf<Entry extends { readonly at: string }>(
  entries: readonly Entry[],
  words: DayWords,
  now: Date = new Date(),
): { day: string; entries: readonly Entry[] }[] {
  const before = new Date(now);
  before.setDate(before.getDate() - 1);
  const named = new Map([
    [day.format(before), words.yesterday],
    [day.format(now), words.today],
  ]);
  const days = new Map<string, Entry[]>();
  for (const entry of entries) {
    const date = day.format(new Date(entry.at));
    const name = named.get(date) ?? date;
    days.set(name, [...(days.get(name) ?? []), entry]);
  }
  return [...days].map(([name, held]) => ({ day: name, entries: held }));
}
