/** How a map's operations travel: reading and writing by HTTP, listening by a socket. */
import { ProblemError, request } from "@/api";
import type { Fields, Json, Operation } from "@/map-model";

/** An operation with the place that the server gave it in the order of all. */
export interface Sequenced {
  readonly seq: number;
  readonly operation: Operation;
  readonly author?: string | null;
}
export interface Opened {
  readonly seq: number;
  readonly document: Fields;
  readonly role: string;
}
export interface Answer {
  readonly seq: number;
  readonly accepted: readonly { readonly id: string; readonly seq: number }[];
  readonly refused: readonly { readonly id: string; readonly code: string; readonly detail: string }[];
}
export interface Listener {
  onOperations: (operations: readonly Sequenced[]) => void;
  onClose: () => void;
}

/** What lies between a map in this browser and the server. */
export interface Transport {
  open: () => Promise<Opened>;
  send: (operations: readonly Operation[]) => Promise<Answer>;
  after: (seq: number) => Promise<readonly Sequenced[]>;
  measure: () => Promise<readonly Sequenced[]>;
  /** Follows the map from `seq` on; returns what ends it. */
  listen: (seq: number, listener: Listener) => () => void;
}

/** Whether sending again later can help: the server is away or overloaded. */
export const isPassing = (error: unknown): boolean =>
  error instanceof ProblemError && (error.status === 0 || error.status === 429 || error.status >= 500);

/** Whether the question itself was at fault, so that the operations in it must be told apart. */
export const isMalformed = (error: unknown): boolean =>
  error instanceof ProblemError && (error.status === 400 || error.status === 413 || error.status === 422);

const isSequenced = (value: Json): boolean =>
  typeof value === "object" && value !== null && "seq" in value && "operation" in value;

function operationsIn(message: unknown): readonly Sequenced[] {
  if (typeof message !== "string") return [];
  const read = JSON.parse(message) as { type?: string; operations?: readonly Json[] };
  if (read.type !== "operations") return [];
  return (read.operations ?? []).filter(isSequenced) as unknown as readonly Sequenced[];
}

function listenBySocket(mapId: string, seq: number, { onOperations, onClose }: Listener): () => void {
  const scheme = window.location.protocol === "https:" ? "wss" : "ws";
  const socket = new WebSocket(`${scheme}://${window.location.host}/live/maps/${mapId}?after=${seq}`);
  socket.onmessage = (event) => onOperations(operationsIn(event.data));
  socket.onclose = onClose;
  return () => {
    socket.onclose = null;
    socket.onmessage = null;
    socket.close();
  };
}

/** A map on the server that this page came from. */
export function serverTransport(mapId: string): Transport {
  const path = `/api/maps/${mapId}`;
  return {
    open: () => request<Opened>(path),
    send: (operations) => request<Answer>(`${path}/operations`, { method: "POST", body: { operations } }),
    after: async (seq) => {
      const answer = await request<{ operations: readonly Sequenced[] }>(`${path}/operations?after=${seq}`);
      return answer.operations;
    },
    measure: async () => {
      const body = { method: "POST" as const, body: {} };
      const { seq, operation } = await request<{ seq: number; operation: Operation | null }>(
        `${path}/measure`,
        body,
      );
      return operation === null ? [] : [{ seq, operation }];
    },
    listen: (seq, listener) => listenBySocket(mapId, seq, listener),
  };
}
