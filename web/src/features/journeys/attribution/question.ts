/** The question about touches, as it stands in the address. */
import type { Question } from "../answers";
import { oneOf, spanIn } from "../questions";

export const BY = ["channel", "touchpoint", "device", "department", "event"] as const;
export type By = (typeof BY)[number];
export const LOOKBACKS = ["any", "1d", "7d", "30d", "90d"] as const;
export const MODELS = ["first", "last", "linear", "position", "decay", "shapley", "markov"] as const;
export type Model = (typeof MODELS)[number];
/** What is shown at first: the two extremes that everybody knows, and two that look at whole paths. */
const FIRST_SHOWN: readonly Model[] = ["first", "last", "shapley", "markov"];

export function attributionQuestion(search: URLSearchParams, likely: string | null, hasValue: boolean) {
  const goal = search.get("goal") || likely;
  return {
    goal: goal === null ? [] : [goal],
    by: oneOf(search.get("by"), BY, "channel"),
    lookback: spanIn(search.get("lookback")),
    conversions: oneOf<"all" | "first">(search.get("conversions"), ["all", "first"], "all"),
    value: hasValue,
    top: 12,
  } satisfies Question<"attribution">;
}

export function modelsIn(search: URLSearchParams): Model[] {
  const asked = search.getAll("model");
  const found = MODELS.filter((model) => asked.includes(model));
  return found.length > 0 ? found : [...FIRST_SHOWN];
}
