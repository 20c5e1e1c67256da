/** Who keeps customers waiting: for each place, the waits and returns of the hand-offs into it. */
import type { Answer } from "../answers";

type Pair = Answer<"handoffs">["pairs"][number];

export interface Silo {
  value: string;
  handoffs: number;
  waitSeconds: number;
  /** Part of all waits listed. */
  waitShare: number;
  returned: number;
  returnShare: number;
}

/** The places by all waits of customers handed over to them, the longest first. */
export function silos(pairs: readonly Pair[]): Silo[] {
  const found = new Map<string, { handoffs: number; waitSeconds: number; returned: number }>();
  let all = 0;
  for (const pair of pairs) {
    const one = found.get(pair.to) ?? { handoffs: 0, waitSeconds: 0, returned: 0 };
    one.handoffs += pair.handoffs;
    one.waitSeconds += pair.total_wait_seconds;
    one.returned += pair.returned;
    all += pair.total_wait_seconds;
    found.set(pair.to, one);
  }
  return [...found]
    .map(([value, one]) => ({
      value,
      ...one,
      waitShare: all === 0 ? 0 : one.waitSeconds / all,
      returnShare: one.handoffs === 0 ? 0 : one.returned / one.handoffs,
    }))
    .sort((a, b) => b.waitSeconds - a.waitSeconds || a.value.localeCompare(b.value));
}
