/** The questions about coming back, as they stand in the address. */
import type { Question } from "../answers";
import { numberIn, oneOf, spanIn } from "../questions";

export const TABS = ["retention", "repeats", "recency"] as const;
export type Tab = (typeof TABS)[number];
export const tabIn = (search: URLSearchParams): Tab => oneOf(search.get("show"), TABS, "retention");

export const PERIODS = ["day", "week", "month"] as const;
export type Period = (typeof PERIODS)[number];
const LATER = { day: 14, week: 12, month: 12 } as const;
const DAY = 86_400_000;

/** Months where there are many, weeks where there are some, else days. */
export function likelyPeriod(first: string | null, last: string | null): Period {
  if (first === null || last === null) return "week";
  const days = (Date.parse(last) - Date.parse(first)) / DAY;
  if (days > 180) return "month";
  return days > 28 ? "week" : "day";
}

export function retentionQuestion(search: URLSearchParams, likely: Period) {
  const period = oneOf(search.get("period"), PERIODS, likely);
  return {
    start: search.get("began"),
    event: search.get("active"),
    period,
    periods: Math.round(numberIn(search.get("periods"), LATER[period], [1, 60])),
    unbounded: search.get("unbounded") === "1",
  } satisfies Question<"retention">;
}

export const WINDOWS = ["", "7d", "30d", "90d", "365d"] as const;

/** An empty event in the address is any event; none in it is the likely one. */
export function repeatsQuestion(search: URLSearchParams, likely: string | null, hasValue: boolean) {
  const event = search.get("again");
  return {
    event: event === null ? likely : event || null,
    within: search.get("window") === "" ? null : (spanIn(search.get("window")) ?? "30d"),
    steps: 8,
    value: hasValue,
  } satisfies Question<"repeats">;
}

export function recencyQuestion(search: URLSearchParams, hasValue: boolean) {
  return { event: search.get("came"), value: hasValue } satisfies Question<"recency">;
}
