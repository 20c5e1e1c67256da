/** The question of a view lives in the address, so that it can be sent, kept and gone back to. */
import { useCallback, useMemo } from "react";
import { useSearchParams } from "wouter";
import type { Question } from "./answers";

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

/** Events of one step stand in one value of the address, apart by this sign, which no event name holds. */
const APART = "\n";
export const ORDERS = ["any-between", "strict", "any-order"] as const;
const DIRECTIONS = ["after", "before", "both"] as const;
const OCCURRENCES = ["first", "last", "every"] as const;
export type Order = (typeof ORDERS)[number];

export const stepsIn = (search: URLSearchParams): string[][] =>
  search.getAll("step").map((step) => step.split(APART).filter((event) => event !== ""));

export const stepsOut = (steps: readonly (readonly string[])[]): string[] =>
  steps.filter((step) => step.length > 0).map((step) => step.join(APART));

export const spanIn = (text: string | null): string | null =>
  text !== null && SPAN.test(text) ? text : null;

export const oneOf = <Name extends string>(
  text: string | null,
  names: readonly Name[],
  fallback: Name,
): Name => names.find((name) => name === text) ?? fallback;

export function funnelQuestion(search: URLSearchParams) {
  return {
    steps: stepsIn(search).map((step) => (step.length === 1 ? (step[0] ?? "") : step)),
    within: spanIn(search.get("within")),
    order: oneOf(search.get("order"), ORDERS, "any-between"),
    without: search.getAll("without"),
    by: search.getAll("segments"),
  } satisfies Question<"funnel">;
}

export function flowQuestion(search: URLSearchParams) {
  return {
    anchor: search.get("anchor"),
    direction: oneOf(search.get("direction"), DIRECTIONS, "after"),
    occurrence: oneOf(search.get("occurrence"), OCCURRENCES, "first"),
    positions: Math.round(numberIn(search.get("positions"), 6, [2, 10])),
    top: Math.round(numberIn(search.get("top"), 8, [1, 20])),
    collapse: search.get("collapse") === "1",
  } satisfies Question<"flow">;
}

export function variantsQuestion(search: URLSearchParams) {
  return {
    top: Math.round(numberIn(search.get("top"), 20, [1, 200])),
    starts: search.getAll("starts"),
    ends: search.getAll("ends"),
    contains: search.getAll("contains"),
    pattern: search.get("pattern"),
  } satisfies Question<"variants">;
}

export function durationsQuestion(search: URLSearchParams) {
  const by = search.get("starts");
  return {
    start: search.get("from"),
    end: search.get("to"),
    by: (["hour", "day", "week", "month"] as const).find((name) => name === by) ?? null,
  } satisfies Question<"durations">;
}

/** The same question object until the address changes. */
export function useParsed<Question>(parse: (search: URLSearchParams) => Question) {
  const [search, change] = useQuestion();
  const question = useMemo(() => parse(search), [parse, search]);
  return [question, change] as const;
}
