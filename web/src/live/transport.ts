/** How a map travels: opening and measuring by HTTP, everything else by the live socket or, without one, by HTTP. */
import { ProblemError, request } from "@/api";
import type { Edit, Fields, Operation } from "@/map-model";
import {
  type Answer,
  type ClientFrame,
  frameIn,
  PROTOCOL,
  type Sequenced,
  type ServerFrame,
} from "./protocol";

export interface Opened {
  readonly seq: number;
  readonly document: Fields;
  readonly role: string;
}
export interface SocketEvents {
  onFrame: (frame: ServerFrame) => void;
  /** The socket ended, or could not be had at all; called once. */
  onClose: (code: number) => void;
}
export interface Socket {
  send: (frame: ClientFrame) => void;
  /** Ends it; nothing is told any more. */
  close: () => void;
}

/** An operation of a restore, and what takes it back. */
export interface Restored extends Sequenced {
  readonly inverse: Edit;
}

/** What lies between a map in this browser and the server. */
export interface Transport {
  open: () => Promise<Opened>;
  /** Saves by HTTP, where no socket can be had. */
  send: (operations: readonly Operation[]) => Promise<Answer>;
  after: (seq: number) => Promise<readonly Sequenced[]>;
  measure: () => Promise<readonly Sequenced[]>;
  /** Brings the map back to a state of it, by an operation of that id; nothing: it was so already. */
  restore: (seq: number, id: string) => Promise<readonly Restored[]>;
  /** Opens the live socket; the server tells what follows on `seq`. */
  connect: (seq: number, events: SocketEvents) => Socket;
}

/** Whether sending again later can help: the server is away or overloaded. */
export const isPassing = (error: unknown): boolean =>
  error instanceof ProblemError && (error.status === 0 || error.status === 429 || error.status >= 500);

/** Whether the question itself was at fault, so that the operations in it must be told apart. */
export const isMalformed = (error: unknown): boolean =>
  error instanceof ProblemError && (error.status === 400 || error.status === 413 || error.status === 422);

function openSocket(mapId: string, seq: number, { onFrame, onClose }: SocketEvents): Socket {
  const scheme = window.location.protocol === "https:" ? "wss" : "ws";
  const address = `${scheme}://${window.location.host}/live/maps/${mapId}?after=${seq}&protocol=${PROTOCOL}`;
  const socket = new WebSocket(address);
  socket.onmessage = ({ data }) => {
    const frame = frameIn(data);
    if (frame !== null) onFrame(frame);
  };
  socket.onclose = ({ code }) => onClose(code);
  return {
    send: (frame) => {
      // A socket that is closing drops what it is given; its end is told, and the sender tries again.
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame));
    },
    close: () => {
      socket.onmessage = null;
      socket.onclose = null;
      socket.close();
    },
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
    restore: async (seq, id) => {
      const body = { method: "POST" as const, body: { id } };
      return (await request<{ operations: readonly Restored[] }>(`${path}/at/${seq}/restore`, body))
        .operations;
    },
    connect: (seq, events) => openSocket(mapId, seq, events),
  };
}
