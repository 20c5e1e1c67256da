/** The question about leaving, as it stands in the address, and how its answer is read. */
import type { Answer, Question } from "../answers";
import { spanIn } from "../questions";

export const HORIZONS = ["auto", "14d", "30d", "60d", "90d", "180d"] as const;
/** So many of the customers most at risk are listed on the page; the files can hold more. */
export const LISTED = 100;

export function leavingQuestion(search: URLSearchParams) {
  return {
    outcome: search.get("outcome"),
    horizon: spanIn(search.get("horizon")),
    top: 200,
    listed: LISTED,
  } satisfies Question<"leaving">;
}

export type Pattern = Answer<"leaving">["patterns"][number];

/**
 * What precedes leaving, confirmed at the later time, and what precedes staying. First what surely differs most:
 * ordered by the bound of the risk ratio that lies nearer to one.
 */
export function confirmed(patterns: readonly Pattern[]): { raises: Pattern[]; lowers: Pattern[] } {
  const kept = patterns.filter(({ kept, training }) => kept && training.lift !== null);
  const lift = ({ training }: Pattern) => training.lift ?? 1;
  const atLeast = ({ training }: Pattern) => training.low ?? 1;
  const atMost = ({ training }: Pattern) => training.high ?? 1;
  return {
    raises: kept.filter((one) => lift(one) > 1).sort((a, b) => atLeast(b) - atLeast(a)),
    lowers: kept.filter((one) => lift(one) < 1).sort((a, b) => atMost(a) - atMost(b)),
  };
}
