/** One lasting line to the server: a socket that is opened again whenever it breaks, with pauses that grow. */
import { ProblemError, unreachable } from "@/api";
import type { Operation } from "@/map-model";
import {
  type Answer,
  type At,
  type Ended,
  endOf,
  type Fault,
  FRAME_TOO_LARGE,
  PROTOCOL,
  type ServerFrame,
  type Welcome,
} from "./protocol";
import { Timers } from "./timers";
import type { Socket, Transport } from "./transport";

export interface LineEvents {
  /** The last number that is known, from which on the server tells. */
  seq: () => number;
  onWelcome: (welcome: Welcome) => void;
  /** Everything but welcomes, answers and faults. */
  onFrame: (frame: ServerFrame) => void;
  /** The socket broke, or could not be had; the line goes on trying. */
  onBreak: () => void;
  /** The server will not have this page any more; the line has stopped. */
  onEnd: (why: Ended) => void;
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;
const WELCOME_WITHIN_MS = 10_000;
const ANSWER_WITHIN_MS = 20_000;
const PING_EVERY_MS = 20_000;
const PONG_WITHIN_MS = 8_000;

/** A pause before the next try. It is partly by chance, so that many browsers do not all come back at once. */
export const pause = (tries: number, random: () => number): number =>
  Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** tries) * (0.5 + random() / 2);

/** A fault that the server tells, as an error; `status` says whether trying again can help. */
function faultError({ code, detail }: Fault): ProblemError {
  const status = code === "not_allowed" ? 403 : code === "too_many" ? 429 : 503;
  return new ProblemError({ type: code, title: "The server could not save.", detail, status });
}

interface Asked {
  readonly ref: number;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: ProblemError) => void;
}

export class Line {
  private socket: Socket | null = null;
  private welcomed = false;
  private stopped = true;
  /** Whether the last try ended in a welcome. */
  private hasBeenHere = false;
  private tries = 0;
  private ref = 0;
  private asked: Asked | null = null;
  private readonly timers = new Timers<"again" | "welcome" | "answer" | "ping" | "pong">();

  constructor(
    private readonly transport: Pick<Transport, "connect">,
    private readonly events: LineEvents,
    private readonly random: () => number,
  ) {}

  /** Whether the server listens. */
  get isOpen(): boolean {
    return this.welcomed;
  }

  /** Whether a first try is under way, so that it is worth waiting for. */
  get isComing(): boolean {
    return this.socket !== null && !this.welcomed && this.tries === 0;
  }

  start(): void {
    if (!this.stopped) return;
    this.stopped = false;
    this.connect();
  }

  stop(): void {
    this.stopped = true;
    this.hangUp();
  }

  /** Tries at once, where the next try would still be waited for. */
  tryNow(): void {
    this.tries = 0;
    if (!this.stopped && this.socket === null) this.connect();
  }

  /** Makes sure that the server is still there: a line that was cut says nothing by itself. */
  check(): void {
    if (!this.welcomed) return;
    this.socket?.send({ type: "ping" });
    if (!this.timers.has("pong")) this.timers.after("pong", PONG_WITHIN_MS, () => this.broke());
  }

  /** Sends operations; resolves when they are stored. */
  ask(operations: readonly Operation[]): Promise<Answer> {
    this.ref += 1;
    const ref = this.ref;
    return new Promise((resolve, reject) => {
      this.asked = { ref, resolve, reject };
      this.timers.after("answer", ANSWER_WITHIN_MS, () => this.broke());
      this.socket?.send({ type: "operations", ref, operations });
    });
  }

  here(at: At | null): void {
    if (this.welcomed) this.socket?.send({ type: "here", at });
  }

  private connect(): void {
    this.timers.clear("again");
    this.timers.after("welcome", WELCOME_WITHIN_MS, () => this.broke());
    const socket = this.transport.connect(this.events.seq(), {
      onFrame: (frame) => this.socket === socket && this.heard(frame),
      onClose: (code) => this.socket === socket && this.closed(code),
    });
    this.socket = socket;
  }

  private heard(frame: ServerFrame): void {
    this.timers.clear("pong");
    this.timers.after("ping", PING_EVERY_MS, () => this.check());
    if (frame.type === "welcome") this.begin(frame);
    else if (frame.type === "answer") this.settle(frame.ref, ({ resolve }) => resolve(frame));
    else if (frame.type === "fault") this.settle(frame.ref, ({ reject }) => reject(faultError(frame)));
    else if (frame.type !== "pong") this.events.onFrame(frame);
  }

  private begin(welcome: Welcome): void {
    if (welcome.protocol !== PROTOCOL) {
      this.end("outdated");
      return;
    }
    this.timers.clear("welcome");
    this.welcomed = true;
    this.hasBeenHere = true;
    this.tries = 0;
    this.events.onWelcome(welcome);
  }

  /** An answer may come twice, or after the question was given up. */
  private settle(ref: number, tell: (asked: Asked) => void): void {
    const asked = this.asked;
    if (asked === null || asked.ref !== ref) return;
    this.asked = null;
    this.timers.clear("answer");
    tell(asked);
  }

  private closed(code: number): void {
    const why = endOf(code);
    // A session that was renewed in another tab ends the old one's sockets; one more try brings the new one.
    const mayBeRenewed = why === "signedOut" && this.hasBeenHere;
    this.hasBeenHere = false;
    if (why !== null && !mayBeRenewed) this.end(why);
    else if (FRAME_TOO_LARGE.has(code)) this.broke(new ProblemError({ status: 413 }));
    else this.broke();
  }

  private end(why: Ended): void {
    this.stop();
    this.events.onEnd(why);
  }

  private broke(reason: ProblemError = unreachable()): void {
    this.hangUp(reason);
    this.timers.after("again", pause(this.tries, this.random), () => this.connect());
    this.tries += 1;
    this.events.onBreak();
  }

  private hangUp(reason: ProblemError = unreachable()): void {
    this.timers.clearAll();
    this.socket?.close();
    this.socket = null;
    this.welcomed = false;
    const asked = this.asked;
    this.asked = null;
    asked?.reject(reason);
  }
}
