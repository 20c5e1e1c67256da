/** The user's corrections of what was recognised. Pure: a mapping in, a mapping out. */
import type { Mapping } from "@/api";

export const ROLES = [
  "customer_id",
  "event",
  "time",
  "channel",
  "device",
  "touchpoint",
  "department",
  "session",
  "score",
  "scale",
  "text",
  "value",
  "currency",
] as const;

/** What a column of feedback can be taken for. */
export const FEEDBACK_ROLES = [
  "text",
  "score",
  "subject",
  "customer_id",
  "time",
  "scale",
  "weight",
  "language",
  "labels",
] as const;

export const KINDS = [
  "survey",
  "review",
  "post",
  "ticket",
  "interview",
  "call",
  "note",
  "walk_through",
] as const;
export type FeedbackKind = (typeof KINDS)[number];

/** The scales of a column of answers: from–to, words, or a theme that is marked or not. */
export const SCALES = ["1-5", "0-10", "1-7", "1-10", "1-4", "words", "label"] as const;

const REQUIRED = ["customer_id", "event", "time"] as const;
const ANSWER = "answer:";
const MOMENT = "moment";

/** The role that a column plays, if any. */
export const roleOf = (mapping: Mapping, column: string): string | null =>
  Object.entries(mapping.roles).find(([, name]) => name === column)?.[0] ?? null;

/** What a column is, as the list of choices names it: a role, `moment`, `answer:1-5`, or nothing. */
export function purposeOf(mapping: Mapping, column: string): string | null {
  const scale = mapping.answers?.[column];
  if (scale !== undefined) return `${ANSWER}${scale}`;
  if (mapping.moments?.[column] !== undefined) return MOMENT;
  return roleOf(mapping, column);
}

/** All that a column can be, for events or for feedback. */
export const purposesFor = (mapping: Mapping): string[] =>
  mapping.kind == null
    ? [...ROLES, MOMENT]
    : [...FEEDBACK_ROLES, ...SCALES.map((scale) => `${ANSWER}${scale}`)];

const without = (held: Record<string, string> | undefined, column: string): Record<string, string> =>
  Object.fromEntries(Object.entries(held ?? {}).filter(([name]) => name !== column));

/** Gives a column what `purposeOf` tells. `null`: it is kept as an extra property. */
export function withPurpose(mapping: Mapping, column: string, use: string | null): Mapping {
  const freed = {
    ...withRole(mapping, column, null),
    answers: without(mapping.answers, column),
    moments: without(mapping.moments, column),
  };
  if (use === MOMENT) return withMoment(freed, column, eventName(column));
  if (use?.startsWith(ANSWER))
    return { ...freed, answers: { ...freed.answers, [column]: use.slice(ANSWER.length) } };
  return use === null ? freed : withRole(freed, column, use);
}

/** Takes a column for the time of an event of its own; then no column names event and time for the whole row. */
export function withMoment(mapping: Mapping, column: string, event: string): Mapping {
  const roles = Object.fromEntries(
    Object.entries(mapping.roles).filter(
      ([role, name]) => role !== "event" && role !== "time" && name !== column,
    ),
  );
  return {
    ...mapping,
    roles,
    constant_event: null,
    dates: "auto",
    moments: { ...mapping.moments, [column]: event },
  };
}

/** `order_approved_at` → `order approved`. */
export const eventName = (column: string): string =>
  column
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "" && !["timestamp", "time", "date", "at", "on", "utc", "ts"].includes(word))
    .join(" ") || column;

/** The mapping with everything to be recognised anew that depends on what the rows are. */
export const withKind = (mapping: Mapping, kind: FeedbackKind | null): Mapping => ({
  ...mapping,
  kind,
  roles: {},
  moments: {},
  answers: {},
  constant_event: null,
  dates: "auto",
});

/** Gives a column a role, and takes it from whichever column had it. `null`: the column plays none. */
export function withRole(mapping: Mapping, column: string, role: string | null): Mapping {
  const others = Object.entries(mapping.roles).filter(([name, owner]) => owner !== column && name !== role);
  const roles = Object.fromEntries(role === null ? others : [...others, [role, column]]);
  const newTime = roles.time !== mapping.roles.time;
  return { ...mapping, roles, dates: newTime ? "auto" : mapping.dates };
}

/** What every event needs and no column plays yet. */
export function missingRoles(mapping: Mapping): string[] {
  if (mapping.kind != null) return saysSomething(mapping) ? [] : ["text"];
  const told = new Set<string>();
  if (mapping.constant_event) told.add("event");
  if (Object.keys(mapping.moments ?? {}).length > 0) told.add("event").add("time");
  return REQUIRED.filter((role) => mapping.roles[role] === undefined && !told.has(role));
}

const saysSomething = ({ roles, answers }: Mapping): boolean =>
  roles.text !== undefined ||
  roles.score !== undefined ||
  Object.values(answers ?? {}).some((scale) => scale !== "label");

/** Writes the answer of a question into the mapping: its code is a field, or a role. */
export function answered(mapping: Mapping, code: string, value: string): Mapping {
  if ((ROLES as readonly string[]).includes(code)) return withRole(mapping, value, code);
  if (code === "part") return { ...withKind(mapping, mapping.kind ?? null), part: value };
  return { ...mapping, [code]: value };
}
