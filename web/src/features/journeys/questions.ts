/** The question of a view lives in the address, so that it can be sent, kept and gone back to. */
import { useCallback, useMemo } from "react";
import { useSearchParams } from "wouter";
import type { DurationsQuestion, FlowQuestion, FunnelQuestion } from "@/api";

type Change = Record<string, string | readonly string[] | null>;

/** Applies a change to an address: null takes a name away, a list repeats it. */
export function changed(before: URLSearchParams, change: Change): URLSearchParams {
  const after = new URLSearchParams(before);
  for (const [name, value] of Object.entries(change)) {
    after.delete(name);
    for (const one of typeof value === "string" ? [value] : (value ?? [])) after.append(name, one);
  }
  return after;
}

export function useQuestion(): [URLSearchParams, (change: Change) => void] {
  const [search, setSearch] = useSearchParams();
  const change = useCallback(
    (wanted: Change) => setSearch((before) => changed(before, wanted), { replace: true }),
    [setSearch],
  );
  return [search, change];
}

/** A whole number from the address, kept between its limits. */
export function numberIn(
  text: string | null,
  fallback: number,
  [low, high]: readonly [number, number],
): number {
  const value = Number(text);
  return text === null || text === "" || !Number.isFinite(value)
    ? fallback
    : Math.min(high, Math.max(low, value));
}

const SPAN = /^\d{1,6}(ms|s|m|h|d|w)$/;

export function funnelQuestion(search: URLSearchParams): FunnelQuestion {
  const within = search.get("within");
  return { steps: search.getAll("step"), within: within !== null && SPAN.test(within) ? within : null };
}

export function flowQuestion(search: URLSearchParams): Required<FlowQuestion> {
  return {
    anchor: search.get("anchor"),
    direction: search.get("direction") === "before" ? "before" : "after",
    positions: Math.round(numberIn(search.get("positions"), 6, [2, 10])),
    top: Math.round(numberIn(search.get("top"), 8, [1, 20])),
    collapse: search.get("collapse") === "1",
  };
}

export function durationsQuestion(search: URLSearchParams): DurationsQuestion {
  return { start: search.get("from"), end: search.get("to") };
}

/** The same question object until the address changes. */
export function useParsed<Question>(parse: (search: URLSearchParams) => Question) {
  const [search, change] = useQuestion();
  const question = useMemo(() => parse(search), [parse, search]);
  return [question, change] as const;
}
