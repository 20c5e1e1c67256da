/** The question about sessions, as it stands in the address. */
import type { Question } from "../answers";
import { spanIn } from "../questions";

export const GAPS = ["10m", "30m", "1h", "4h", "1d"] as const;

/** An empty goal in the address is none; no goal in it is the likely one. */
export function sessionsQuestion(search: URLSearchParams, likely: string | null) {
  const goal = search.get("goal");
  return {
    gap: spanIn(search.get("gap")) ?? "30m",
    goal: goal === null ? likely : goal || null,
    numbers: 10,
    top: 8,
  } satisfies Question<"sessions">;
}
