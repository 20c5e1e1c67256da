/** Sends one's own operations in order: by the socket where there is one, by HTTP else, again where it failed. */
import { ProblemError } from "@/api";
import type { Operation } from "@/map-model";
import { type Line, pause } from "./line";
import { type Answer, type Ended, MOST_BYTES, MOST_OPERATIONS, type Refused } from "./protocol";
import { Timers } from "./timers";
import { isMalformed, isPassing, type Transport } from "./transport";

export interface SenderEvents {
  /** What is to be sent, oldest first; empty while nothing may be. */
  toSend: () => readonly Operation[];
  onAnswer: (sent: readonly Operation[], answer: Answer) => void;
  onRefused: (sent: readonly Operation[], refused: readonly Refused[]) => void;
  /** The role says no; resolves to whether it does so for good. */
  onDenied: () => Promise<boolean>;
  onEnd: (why: Ended) => void;
  onTrouble: () => void;
}

/** Why saving stands still, and in whose words. */
export interface Trouble {
  readonly kind: "offline" | "stopped";
  readonly words: string;
}

const LONGEST = Number.POSITIVE_INFINITY;

const sizeOf = (operation: Operation): number => new TextEncoder().encode(JSON.stringify(operation)).length;

export class Sender {
  trouble: Trouble | null = null;
  private readonly timers = new Timers<"retry">();
  private sending = false;
  /** Whether something malformed is among what is sent, so that each goes by itself. */
  private alone = false;
  private tries = 0;
  private running = false;

  constructor(
    private readonly line: Pick<Line, "isOpen" | "isComing" | "ask">,
    private readonly transport: Pick<Transport, "send">,
    private readonly events: SenderEvents,
    private readonly random: () => number,
  ) {}

  start(): void {
    this.running = true;
    void this.flush();
  }

  /** Tries no more. */
  stop(): void {
    this.running = false;
    this.timers.clearAll();
  }

  /** The way is free again: whatever failed is tried at once. */
  again(): void {
    this.tries = 0;
    this.timers.clear("retry");
    void this.flush();
  }

  async flush(): Promise<void> {
    if (this.sending || this.timers.has("retry") || this.line.isComing) return;
    const operations = this.nextFrame();
    if (operations.length === 0) return;
    this.sending = true;
    try {
      const answer = await this.send(operations);
      this.tries = 0;
      this.trouble = null;
      this.events.onAnswer(operations, answer);
    } catch (error) {
      await this.failed(operations, error);
    } finally {
      this.sending = false;
    }
    // A map that was left is not tried again; what is still to be sent lies in the browser's storage.
    if (this.running) void this.flush();
  }

  /** The oldest operations, no more than one frame holds. */
  private nextFrame(): readonly Operation[] {
    const waiting = this.events.toSend();
    if (waiting.length === 0) this.alone = false;
    const frame = waiting.slice(0, this.alone ? 1 : MOST_OPERATIONS);
    let size = 0;
    const end = frame.findIndex((operation) => {
      size += sizeOf(operation);
      return size > MOST_BYTES;
    });
    return end === -1 ? frame : frame.slice(0, Math.max(1, end));
  }

  private send(operations: readonly Operation[]): Promise<Answer> {
    const [only] = operations;
    // What is too large for a frame goes by HTTP, which says so in words if it is too large there too.
    const fits = operations.length > 1 || only === undefined || sizeOf(only) <= MOST_BYTES;
    return this.line.isOpen && fits ? this.line.ask(operations) : this.transport.send(operations);
  }

  private async failed(sent: readonly Operation[], error: unknown): Promise<void> {
    if (!(error instanceof ProblemError)) throw error;
    const [only, ...others] = sent;
    if (isMalformed(error) && only !== undefined) {
      this.alone = true;
      const detail = error.detail || error.title;
      if (others.length === 0) this.events.onRefused(sent, [{ id: only.id, code: error.code, detail }]);
      return;
    }
    if (error.status === 401) this.events.onEnd("signedOut");
    else if (error.status === 404) this.events.onEnd("missing");
    else if (error.status !== 403 || !(await this.events.onDenied())) this.tryLater(error);
  }

  private tryLater(error: ProblemError): void {
    if (!this.running) return;
    const passing = isPassing(error);
    const wait = pause(passing ? this.tries : LONGEST, this.random);
    this.timers.after("retry", wait, () => void this.flush());
    this.tries += 1;
    // A line that comes back at once is not worth a word.
    if (passing && this.tries === 1) return;
    const kind = passing && error.status === 0 ? "offline" : "stopped";
    this.trouble = { kind, words: `${error.title} ${error.detail}`.trim() };
    this.events.onTrouble();
  }
}
