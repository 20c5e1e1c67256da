/** A comparison, as it stands in the address: what is asked, and of which two sides. */
import type { EventsResult } from "@/api";
import type { Question } from "../answers";
import { oneOf } from "../questions";
import type { Vocabulary } from "../segments";

export const KINDS = [
  "events",
  "sessions",
  "funnel",
  "durations",
  "retention",
  "repeats",
  "recency",
  "satisfaction",
  "handoffs",
  "transitions",
  "flow",
  "variants",
  "attribution",
] as const;
export type ComparedKind = (typeof KINDS)[number];

/** What a kind needs beside the two sides: steps in order, one event, or nothing. */
export const NEEDS: Partial<Record<ComparedKind, "steps" | "event">> = {
  funnel: "steps",
  attribution: "event",
  repeats: "event",
  sessions: "event",
};

/** The question that both sides are asked. */
export interface Asked {
  kind: ComparedKind;
  steps?: string[];
  goal?: string[] | string | null;
  event?: string | null;
  period?: "month";
}

export interface Side {
  segment: string | null;
  since: string | null;
  until: string | null;
}

const LETTERS = ["a", "b"] as const;
export type Letter = (typeof LETTERS)[number];

const sideIn = (search: URLSearchParams, letter: Letter): Side => ({
  segment: search.get(`${letter}-who`) || null,
  since: search.get(`${letter}-since`) || null,
  until: search.get(`${letter}-until`) || null,
});

/** What changes in the address when a side does; an empty value stays, so that everybody can be chosen. */
export const sideOut = (letter: Letter, side: Side): Record<string, string> => ({
  [`${letter}-who`]: side.segment ?? "",
  [`${letter}-since`]: side.since ?? "",
  [`${letter}-until`]: side.until ?? "",
});

const isAsked = (search: URLSearchParams) =>
  LETTERS.some((letter) => ["who", "since", "until"].some((part) => search.has(`${letter}-${part}`)));

export type Sides = Record<Letter, Side>;

/** Those who did the goal against those who did not. */
export function goalSides(goal: string | null, vocabulary: Vocabulary | undefined): Sides {
  const written = vocabulary?.events.find(({ name }) => name === goal)?.written ?? goal;
  const side = (segment: string | null): Side => ({ segment, since: null, until: null });
  return written === null
    ? { a: side(null), b: side(null) }
    : { a: side(`did ${written}`), b: side(`did not ${written}`) };
}

/** The later half of the log against the earlier one, cut at a whole day. */
export function halves(first: string, last: string): Sides {
  const DAY = 86_400_000;
  const middle = Math.round((Date.parse(first) + Date.parse(last)) / 2 / DAY) * DAY;
  const cut = new Date(middle).toISOString().replace(".000", "");
  return {
    a: { segment: null, since: cut, until: null },
    b: { segment: null, since: null, until: cut },
  };
}

interface Known {
  result: EventsResult;
  goal: string | null;
  vocabulary: Vocabulary | undefined;
}

export function compareQuestion(search: URLSearchParams, { result, goal, vocabulary }: Known) {
  const kind = oneOf(search.get("kind"), KINDS, "sessions");
  const sides = isAsked(search)
    ? { a: sideIn(search, "a"), b: sideIn(search, "b") }
    : goalSides(goal, vocabulary);
  const event = search.get("event") || null;
  const steps = search.getAll("cstep");
  return {
    ...sides,
    question: { ...asked(kind, { event, goal }, steps.length > 0 ? steps : likelySteps(result, goal)) },
  } satisfies Question<"compare">;
}

/** From what most customers do to the goal. */
function likelySteps(result: EventsResult, goal: string | null): string[] {
  const most = [...result.names].sort((a, b) => b.customers - a.customers)[0]?.event;
  return [...new Set([most, goal].filter((one) => one !== undefined && one !== null))];
}

interface Meant {
  /** What was chosen. */
  event: string | null;
  /** What is likely meant where an event is needed. */
  goal: string | null;
}

function asked(kind: ComparedKind, { event, goal }: Meant, steps: string[]): Asked {
  const needed = event ?? goal;
  switch (kind) {
    case "funnel":
      return { kind, steps };
    case "attribution":
      return { kind, goal: needed === null ? [] : [needed] };
    case "repeats":
      return { kind, event: needed };
    case "sessions":
      return { kind, goal: event };
    case "retention":
      return { kind, period: "month" };
    default:
      return { kind };
  }
}
