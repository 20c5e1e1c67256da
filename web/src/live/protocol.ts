/** What is said on the live socket of a map, by whom, and what its ends mean. */
import type { Json, Operation } from "@/map-model";

/** The protocol that this page speaks; a server that speaks another one asks to reload. */
export const PROTOCOL = 2;
/** What a frame may hold at most: so many operations, so many bytes (the server refuses 4 MB). */
export const MOST_OPERATIONS = 200;
export const MOST_BYTES = 3_500_000;

/** An operation with the place that the server gave it in the order of all. */
export interface Sequenced {
  readonly seq: number;
  readonly operation: Operation;
  readonly author?: string | null;
}
export interface Refused {
  readonly id: string;
  readonly code: string;
  readonly detail: string;
}
/** What became of sent operations. */
export interface Answer {
  readonly seq: number;
  readonly accepted: readonly { readonly id: string; readonly seq: number }[];
  readonly refused: readonly Refused[];
}

/** Where somebody is on the map. */
export interface At {
  /** Such as `card:crd_1`, `cell:lan_1/stp_1` or `map:`. */
  readonly target: string;
  readonly editing: boolean;
  /** In pixels of the poster at zoom 1; `null`: not shown. */
  readonly cursor: { readonly x: number; readonly y: number } | null;
}
/** Somebody who has the map open, in one tab. The server stamps user, name and color. */
export interface Person {
  readonly connection: string;
  readonly user: string;
  readonly name: string;
  readonly color: number;
  readonly at: At | null;
}

export type ClientFrame =
  | { readonly type: "operations"; readonly ref: number; readonly operations: readonly Operation[] }
  | { readonly type: "here"; readonly at: At | null }
  | { readonly type: "ping" };

export interface Welcome {
  readonly type: "welcome";
  readonly protocol: number;
  readonly version: string;
  readonly seq: number;
  readonly role: string;
  readonly you: Omit<Person, "at">;
  readonly people: readonly Person[];
}
export interface PresenceNews {
  readonly type: "presence";
  readonly joined: readonly Person[];
  readonly left: readonly string[];
  readonly moved: readonly { readonly connection: string; readonly at: At | null }[];
}
export interface Fault {
  readonly type: "fault";
  readonly ref: number;
  readonly code: string;
  readonly detail: string;
}
export type ServerFrame =
  | Welcome
  | PresenceNews
  | Fault
  | ({ readonly type: "answer"; readonly ref: number } & Answer)
  | { readonly type: "operations"; readonly operations: readonly Sequenced[] }
  | { readonly type: "role"; readonly role: string }
  | { readonly type: "news"; readonly topics: readonly string[] }
  | { readonly type: "pong" };

/** Why a map is not served to this page any more; trying again by itself would not help. */
export type Ended = "signedOut" | "forbidden" | "missing" | "outdated";

const ENDS: Readonly<Record<number, Ended>> = {
  4401: "signedOut",
  4403: "forbidden",
  4404: "missing",
  4409: "outdated",
};
export const endOf = (code: number): Ended | null => ENDS[code] ?? null;

/** The socket's ends by which the server, or what serves it, says that a frame was too large. */
export const FRAME_TOO_LARGE: ReadonlySet<number> = new Set([1009, 4413]);

const LISTS: Readonly<Record<string, readonly string[]>> = {
  welcome: ["people"],
  operations: ["operations"],
  answer: ["accepted", "refused"],
  presence: ["joined", "left", "moved"],
  news: ["topics"],
  fault: [],
  role: [],
  pong: [],
};

/** Reads a frame; `null`: it is of a kind that this page does not know, and is passed over. */
export function frameIn(message: unknown): ServerFrame | null {
  if (typeof message !== "string") return null;
  const read = JSON.parse(message) as { readonly [key: string]: Json } | null;
  const kind = read?.type;
  const lists = typeof kind === "string" && Object.hasOwn(LISTS, kind) ? LISTS[kind] : undefined;
  if (read === null || lists === undefined) return null;
  // A list that is left out is empty.
  const whole = Object.fromEntries(lists.map((name) => [name, []]));
  return { ...whole, ...read } as unknown as ServerFrame;
}
