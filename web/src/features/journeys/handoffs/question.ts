/** The question about hand-offs, as it stands in the address. */
import type { Question } from "../answers";
import { oneOf, spanIn } from "../questions";

export const BY = ["department", "channel", "touchpoint", "device"] as const;
export type By = (typeof BY)[number];
export const ORDERS = ["wait", "handoffs", "returns"] as const;
export const WINDOWS = ["any", "1d", "7d", "30d"] as const;

export function handoffsQuestion(search: URLSearchParams, there: readonly By[]) {
  return {
    by: oneOf(search.get("by"), BY, there[0] ?? "channel"),
    order: oneOf(search.get("order"), ORDERS, "wait"),
    within: spanIn(search.get("back")),
    top: 100,
  } satisfies Question<"handoffs">;
}
