/** What each record may hold: the same checks as on the server, so that a refusal is known before sending. */
import { ID_PATTERN } from "./ids";
import { type Fields, type Json, OperationError } from "./operations";
import { isOrderKey } from "./order";
import { EVIDENCE_KINDS, LANE_KINDS } from "./types";

/** Whether a card may lead there: a web page, or an address of mail. */
export const isAddress = (text: string): boolean => ADDRESS.test(text);

/** Says what is wrong with a value, or `null`. */
type Check = (value: Json) => string | null;
interface Field {
  readonly check: Check;
  /** Taken where the field is left out; without it the field is required. */
  readonly initial?: Json;
}
export type Shape = Readonly<Record<string, Field>>;

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that must not be stored.
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\uFFFE\uFFFF]/;
export const LONGEST_LINE = 300;
export const LONGEST_TEXT = 20_000;
const LONGEST_ADDRESS = 2_000;
const MOST_LINKS = 20;
/** Web pages and mail only: an address of another kind could run a script. */
const ADDRESS =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that no address holds.
  /^([Hh][Tt][Tt][Pp][Ss]?:\/\/[^\x00-\x20\x7f"'<>`/?#@\\]+([/?#][^\x00-\x20\x7f"'<>`\\]*)?|[Mm][Aa][Ii][Ll][Tt][Oo]:[^\x00-\x20\x7f"'<>`\\@]+@[^\x00-\x20\x7f"'<>`\\@]+)$/u;
const IMAGE_ID = /^(img_[0-9a-z][0-9a-z_-]{0,62})?$/;
const LIBRARY_ID = /^(lib_[0-9a-z][0-9a-z_-]{0,62})?$/;
const AVATAR_CODE = /^([0-9](-[0-9]){5})?$/;
const MAP_ID = /^(map_[0-9a-z][0-9a-z_-]{0,62})?$/;

const text =
  (longest: number): Check =>
  (value) => {
    if (typeof value !== "string") return "this is no text";
    if ([...value].length > longest) return `longer than ${longest} characters`;
    return UNWRITABLE.test(value) ? "it holds control characters" : null;
  };
const matching =
  (pattern: RegExp): Check =>
  (value) =>
    typeof value === "string" && pattern.test(value) ? null : "it has not the expected form";
const oneOf =
  (...values: readonly string[]): Check =>
  (value) =>
    typeof value === "string" && values.includes(value) ? null : `it is none of ${values.join(", ")}`;
const number =
  (low: number, high: number): Check =>
  (value) =>
    typeof value === "number" && Number.isFinite(value) && value >= low && value <= high
      ? null
      : `it is no number from ${low} to ${high}`;
const whole =
  (low: number, high: number): Check =>
  (value) =>
    Number.isInteger(value) ? number(low, high)(value) : "it is no whole number";
const optional =
  (check: Check): Check =>
  (value) =>
    value === null ? null : check(value);
const flag: Check = (value) => (typeof value === "boolean" ? null : "it is neither true nor false");
const lines: Check = (value) => {
  if (!Array.isArray(value)) return "this is no list";
  return (value as readonly Json[]).map(text(LONGEST_LINE)).find((problem) => problem !== null) ?? null;
};
const MOST_QUOTES = 20;
const proses: Check = (value) => {
  if (!Array.isArray(value)) return "this is no list";
  if (value.length > MOST_QUOTES) return `it holds more than ${MOST_QUOTES}`;
  return (value as readonly Json[]).map(text(LONGEST_TEXT)).find((problem) => problem !== null) ?? null;
};
const isRealDay = (text: string): boolean => {
  const parsed = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text);
};
const day: Check = (value) =>
  typeof value === "string" && /^[12]\d{3}-\d{2}-\d{2}$/.test(value) && isRealDay(value)
    ? null
    : "it is no day of the years 1000 to 2999, written 2026-03-31";
const MOMENT =
  /^(?!0000)\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)?$/;
const moment: Check = (value) =>
  typeof value === "string" && MOMENT.test(value) && isRealDay(value.slice(0, 10))
    ? null
    : "it is no moment in ISO 8601";
const recentMoment: Check = (value) =>
  moment(value) ?? day(typeof value === "string" ? value.slice(0, 10) : value);
const isFields = (value: Json): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const shaped =
  (shape: Shape): Check =>
  (value) =>
    isFields(value) ? problemOf(shape, value) : "this is no object";

const id: Field = { check: matching(ID_PATTERN) };
const order: Field = {
  check: (value) => (typeof value === "string" && isOrderKey(value) ? null : "it is no order key"),
};
const line = (initial?: string): Field => ({ check: text(LONGEST_LINE), initial });
const prose: Field = { check: text(LONGEST_TEXT), initial: "" };
const maybe = (check: Check): Field => ({ check: optional(check), initial: null });
const share = number(0, 1);
const feeling = number(-1, 1);
const seconds = number(0, 1e12);
const tally = whole(0, Number.MAX_SAFE_INTEGER);
const count: Field = { check: tally };
const image: Field = { check: matching(IMAGE_ID), initial: "" };
const importance = maybe(oneOf("low", "medium", "high"));

export const NUMBERS: Shape = {
  customers: count,
  reached: count,
  share: { check: share },
  share_low: { check: share },
  share_high: { check: share },
  events: count,
  continued: count,
  continued_share: maybe(share),
  continued_low: maybe(share),
  continued_high: maybe(share),
  seconds: maybe(seconds),
  seconds_low: maybe(seconds),
  seconds_high: maybe(seconds),
  seconds_n: { check: tally, initial: 0 },
  score: maybe(feeling),
  score_low: maybe(feeling),
  score_high: maybe(feeling),
  score_n: { check: tally, initial: 0 },
};
export const SEGMENT_COUNT: Shape = { customers: count, of: count, at: { check: recentMoment } };
export const MEASURED: Shape = {
  at: { check: recentMoment },
  customers: count,
  events: count,
  first: maybe(moment),
  last: maybe(moment),
  log: line(""),
};

const address: Check = (value) =>
  text(LONGEST_ADDRESS)(value) ??
  (isAddress(String(value)) ? null : "it begins with none of https://, http:// and mailto:");
export const WEB_LINK: Shape = {
  url: { check: address },
  title: line(""),
};
const webLinks: Check = (value) => {
  if (!Array.isArray(value)) return "this is no list";
  if (value.length > MOST_LINKS) return `more than ${MOST_LINKS} links`;
  return (value as readonly Json[]).map(shaped(WEB_LINK)).find((problem) => problem !== null) ?? null;
};

const RULE_CODE = /^SJ\d{3}$/;
const LONGEST_RECORD_ID = 68;
const MOST_ALLOWED = 500;
export const ALLOWED: Shape = {
  code: { check: matching(RULE_CODE) },
  record: { check: text(LONGEST_RECORD_ID), initial: "" },
  reason: line(""),
};
const allowances: Check = (value) => {
  if (!Array.isArray(value)) return "this is no list";
  if (value.length > MOST_ALLOWED) return `it holds more than ${MOST_ALLOWED}`;
  return (value as readonly Json[]).map(shaped(ALLOWED)).find((problem) => problem !== null) ?? null;
};
const dayOrNothing: Check = (value) => (value === "" ? null : day(value));

export const SHAPES: Readonly<Record<string, Shape>> = {
  map: {
    id,
    title: line("Untitled map"),
    description: prose,
    state: { check: oneOf("current", "future", "ideal"), initial: "current" },
    scope: prose,
    subject: { check: oneOf("group", "individual"), initial: "group" },
    owner: line(""),
    reviewed_on: { check: (value) => (value === "" ? null : day(value)), initial: "" },
    review_every_days: { check: whole(1, 3650), initial: 91 },
    status: { check: oneOf("", "draft", "in_review", "approved"), initial: "" },
    measured: maybe(shaped(MEASURED)),
    allowed: { check: allowances, initial: [] },
  },
  personas: {
    id,
    order,
    name: line(),
    role: line(""),
    description: prose,
    gender: line(""),
    age: line(""),
    job: line(""),
    demographics: prose,
    interests: prose,
    needs: prose,
    goals: prose,
    pain_points: prose,
    behaviours: prose,
    preferences: prose,
    quote: prose,
    quotes: { check: proses, initial: [] },
    segment: prose,
    counted: maybe(shaped(SEGMENT_COUNT)),
    avatar: { check: matching(AVATAR_CODE), initial: "" },
    color: { check: whole(0, 7), initial: 0 },
    library: { check: matching(LIBRARY_ID), initial: "" },
    library_version: { check: tally, initial: 0 },
  },
  stages: { id, order, title: line(), description: prose, color: maybe(whole(0, 7)) },
  steps: {
    id,
    stage: id,
    order,
    title: line(),
    description: prose,
    importance,
    moment_of_truth: { check: flag, initial: false },
    decision: maybe(oneOf("first_time", "habitual")),
    events: { check: lines, initial: [] },
    binding: prose,
    numbers: maybe(shaped(NUMBERS)),
    may_switch: { check: flag, initial: false },
    outcome: maybe(oneOf("recurring", "leaving")),
    opens: { check: matching(MAP_ID), initial: "" },
    image,
    image_text: prose,
  },
  lanes: { id, order, kind: { check: oneOf(...LANE_KINDS) }, title: line(), description: prose },
  cards: {
    id,
    lane: id,
    step: id,
    order,
    text: prose,
    recommendation: prose,
    importance,
    role: maybe(oneOf("goal", "expectation", "wow", "thought", "question")),
    place: maybe(oneOf("online", "offline")),
    channel: line(""),
    device: line(""),
    department: line(""),
    person: line(""),
    unnecessary: { check: flag, initial: false },
    emotion: maybe(feeling),
    aspect: maybe(oneOf("context", "service")),
    persona: maybe(id.check),
    measure: maybe(oneOf("conversion", "time", "other")),
    value: maybe(number(-1e15, 1e15)),
    unit: line(""),
    due: { check: dayOrNothing, initial: "" },
    image,
    image_text: prose,
    links: { check: webLinks, initial: [] },
  },
  links: {
    id,
    source: id,
    target: id,
    title: line(""),
    kind: { check: oneOf("branch", "loop", "alternative"), initial: "branch" },
  },
  evidence: {
    id,
    order,
    card: maybe(id.check),
    step: maybe(id.check),
    persona: maybe(id.check),
    kind: { check: oneOf(...EVIDENCE_KINDS), initial: "assumption" },
    says: { check: oneOf("supports", "contradicts"), initial: "supports" },
    title: line(""),
    quote: prose,
    n: maybe(tally),
    value: maybe(number(-1e15, 1e15)),
    unit: line(""),
    low: maybe(number(-1e15, 1e15)),
    high: maybe(number(-1e15, 1e15)),
    first: { check: dayOrNothing, initial: "" },
    last: { check: dayOrNothing, initial: "" },
    source: line(""),
    hash: line(""),
    link: { check: (value) => (value === "" ? null : address(value)), initial: "" },
  },
};

const LINES: ReadonlySet<string> = new Set(["title", "name", "role"]);
/** How many characters a free text may have. */
export const longestOf = (field: string): number => (LINES.has(field) ? LONGEST_LINE : LONGEST_TEXT);

function problemOf(shape: Shape, fields: Fields): string | null {
  for (const name of Object.keys(fields)) if (!Object.hasOwn(shape, name)) return `${name}: unknown field`;
  for (const [name, field] of Object.entries(shape)) {
    const value = fields[name] ?? (Object.hasOwn(fields, name) ? null : field.initial);
    if (value === undefined) return `${name}: missing`;
    const problem = field.check(value);
    if (problem !== null) return `${name}: ${problem}`;
  }
  return null;
}

function withInitials(shape: Shape, fields: Fields): Fields {
  const whole: Record<string, Json> = {};
  for (const [name, field] of Object.entries(shape)) whole[name] = fields[name] ?? field.initial ?? null;
  return whole;
}

function checkIsAboutOneThing(row: Fields): void {
  const named = ["card", "step", "persona"].filter((name) => (row[name] ?? null) !== null);
  if (named.length > 1)
    throw new OperationError(
      "invalid_record",
      `evidence: It is about one record, and this names a ${named.join(" and a ")}.`,
    );
}

/** A record with every field, checked. */
export function checkedRecord(table: string, fields: Fields): Fields {
  const shape = SHAPES[table];
  if (shape === undefined) throw new OperationError("unknown_table", `A map has no table “${table}”.`);
  const problem = problemOf(shape, fields);
  if (problem !== null) throw new OperationError("invalid_record", `${table}: ${problem}.`);
  if (table === "evidence") checkIsAboutOneThing(fields);
  const record = withInitials(shape, fields) as Record<string, Json>;
  if (isFields(record.numbers ?? null)) record.numbers = withInitials(NUMBERS, record.numbers as Fields);
  if (isFields(record.measured ?? null)) record.measured = withInitials(MEASURED, record.measured as Fields);
  if (Array.isArray(record.allowed))
    record.allowed = (record.allowed as readonly Fields[]).map((entry) => withInitials(ALLOWED, entry));
  if (Array.isArray(record.links))
    record.links = (record.links as readonly Fields[]).map((link) => withInitials(WEB_LINK, link));
  if (Array.isArray(record.events)) record.events = [...new Set(record.events as readonly string[])];
  return record;
}
