/** Fetches by HTTP what the socket did not bring: what is missing in between, and everything while there is none. */
import { ProblemError } from "@/api";
import type { Sequenced } from "./protocol";
import { Timers } from "./timers";
import type { Opened, Transport } from "./transport";

export interface FollowerEvents {
  seq: () => number;
  onOperations: (operations: readonly Sequenced[]) => void;
  onOpened: (opened: Opened) => void;
  /** Whether the server could be reached, while it is followed without a socket. */
  onReached: (reached: boolean) => void;
}

/** How long what is missing may still come by itself. */
const GAP_MS = 300;
const POLL_MS = 3000;

export class Follower {
  private readonly timers = new Timers<"gap" | "poll" | "anew">();
  private catching = false;
  private polling = false;

  constructor(
    private readonly transport: Pick<Transport, "open" | "after">,
    private readonly events: FollowerEvents,
  ) {}

  /** Begins to ask every few seconds, until `rest`; where the server is away, until the next call. */
  poll(): void {
    this.polling = true;
    if (!this.timers.has("poll")) void this.pollOnce();
  }

  /** There is a socket again, or there will be none any more. */
  rest(): void {
    this.polling = false;
    this.timers.clear("poll");
  }

  stop(): void {
    this.rest();
    this.timers.clearAll();
  }

  /** Something came of which the one before is missing, or does so no longer. */
  gap(isThere: boolean): void {
    if (!isThere) this.timers.clear("gap");
    else if (!this.timers.has("gap")) this.timers.after("gap", GAP_MS, () => void this.catchUp());
  }

  /** Asks for what follows on the last number; `false`: the server cannot be reached. */
  async catchUp(): Promise<boolean> {
    if (this.catching) return true;
    this.catching = true;
    try {
      let from = -1;
      while (from < this.events.seq()) {
        from = this.events.seq();
        this.events.onOperations(await this.transport.after(from));
      }
      return true;
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      return false;
    } finally {
      this.catching = false;
    }
  }

  /** Reads the whole map: something did not fit it as it is known here. */
  async readAnew(): Promise<void> {
    try {
      this.events.onOpened(await this.transport.open());
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      this.timers.after("anew", POLL_MS, () => void this.readAnew());
    }
  }

  private async pollOnce(): Promise<void> {
    const reached = await this.catchUp();
    if (!this.polling) return;
    this.events.onReached(reached);
    if (reached) this.timers.after("poll", POLL_MS, () => void this.pollOnce());
  }
}
