/** The address of a comparison that begins with the question of another view. */
import type { Selection } from "../selection";
import { type ComparedKind, KINDS, type Side, sideOut } from "./question";

export const isCompared = (kind: string): kind is ComparedKind => KINDS.some((one) => one === kind);

const NOBODY_CHOSEN: Side = { segment: null, since: null, until: null };

/** Whoever is selected against all others; a period against what came before it; nothing chosen: the usual sides. */
export function sidesOf({ segment, since, until }: Selection): { a: Side; b: Side } | null {
  if (segment !== null)
    return { a: { segment, since, until }, b: { segment: `not (${segment})`, since, until } };
  if (since !== null) return { a: { ...NOBODY_CHOSEN, since, until }, b: { ...NOBODY_CHOSEN, until: since } };
  return until === null ? null : { a: { ...NOBODY_CHOSEN, until }, b: { ...NOBODY_CHOSEN, since: until } };
}

const isName = (value: unknown): value is string => typeof value === "string" && value !== "";

/** Of a step with several events the first is taken: a comparison asks for one a step. */
const stepsOf = (steps: unknown): string[] =>
  Array.isArray(steps)
    ? steps.map((step: unknown) => (Array.isArray(step) ? step[0] : step)).filter(isName)
    : [];

export function compareAddress(kind: ComparedKind, question: object, selection: Selection): string {
  const search = new URLSearchParams({ kind });
  const asked = question as Record<string, unknown>;
  for (const step of stepsOf(asked.steps)) search.append("cstep", step);
  const event = [asked.goal, asked.event].flat().find(isName);
  if (event !== undefined) search.set("event", event);
  const sides = sidesOf(selection);
  if (sides !== null)
    for (const [name, value] of Object.entries({ ...sideOut("a", sides.a), ...sideOut("b", sides.b) }))
      search.set(name, value);
  return `/explore/compare?${search}`;
}
