/** One map in this browser: changed at once, saved in order, kept equal to the server's. */
import { ProblemError } from "@/api";
import { apply, type Edit, newId, type Operation, OperationError } from "@/map-model";
import { withBase } from "./bases";
import { Copy } from "./copy";
import { type Entry, History, type HistoryStorage } from "./history";
import { Line, pause } from "./line";
import { ownPartOf } from "./own-edits";
import { Presence } from "./presence";
import {
  type Answer,
  type At,
  type Ended,
  MOST_BYTES,
  MOST_OPERATIONS,
  type Refused,
  type Sequenced,
  type ServerFrame,
  type Welcome,
} from "./protocol";
import { type LiveState, mayWrite, NOT_ALLOWED, type Refusal } from "./state";
import { Timers } from "./timers";
import { isMalformed, isPassing, type Opened, type Transport } from "./transport";
import { type KeptStorage, Unsent } from "./unsent";

export interface LiveMapParts {
  readonly mapId: string;
  readonly transport: Transport;
  readonly local: KeptStorage;
  readonly session: HistoryStorage;
  /** Who edits; what is kept unsent in the browser is theirs. */
  readonly user?: string;
  readonly random?: () => number;
}

export interface ChangeOptions {
  /** Edits with the same mark, one after the other, are undone as one. */
  readonly merge?: string | null;
  /** Per text field what the author saw when they began to write. */
  readonly base?: Readonly<Record<string, string>>;
}

/** How long what is missing may still come by itself. */
const GAP_MS = 300;
/** How often the server is asked for news while no socket can be had. */
const POLL_MS = 3000;
/** Others' edits are shown together, at most so often, so that typing stays smooth. */
const SHOW_EVERY_MS = 30;
const LONGEST_PAUSE = Number.POSITIVE_INFINITY;

const sizeOf = (operation: Operation): number => new TextEncoder().encode(JSON.stringify(operation)).length;

type Timer = "retry" | "gap" | "poll" | "show" | "anew";

export class LiveMap {
  readonly presence: Presence;
  private readonly transport: Transport;
  private readonly unsent: Unsent;
  private readonly history: History;
  private readonly random: () => number;
  private readonly copy: Copy;
  private readonly line: Line;
  private readonly subscribers = new Set<() => void>();
  private readonly newsReaders = new Set<(topics: readonly string[]) => void>();
  private readonly timers = new Timers<Timer>();
  private state: LiveState;
  /** One's own operations that the role forbids; sent when the role comes back. */
  private held: readonly Operation[] = [];
  private refused: readonly Refusal[];
  /** What the server has stored, while something before it is still on its way here. */
  private readonly stored = new Set<string>();
  private trouble: "offline" | "stopped" | null = null;
  private sending = false;
  private catching = false;
  private alone = false;
  private tries = 0;
  private shownAt = 0;
  private version: string | null = null;

  /** Reads the map from the server; edits kept from an earlier visit are on top and will be sent. */
  static async open(parts: LiveMapParts): Promise<LiveMap> {
    return new LiveMap(parts, await parts.transport.open());
  }

  constructor(
    { mapId, transport, local, session, user = "", random = Math.random }: LiveMapParts,
    opened: Opened,
  ) {
    this.transport = transport;
    this.random = random;
    this.unsent = new Unsent(local, mapId, user);
    this.history = new History(session, mapId);
    this.refused = this.unsent.refusals();
    const kept = this.unsent.all();
    this.held = mayWrite(opened.role) ? [] : kept;
    this.copy = new Copy(opened, mayWrite(opened.role) ? kept : []);
    this.presence = new Presence((at) => this.line.here(at));
    this.line = new Line(
      transport,
      {
        seq: () => this.copy.seq,
        onWelcome: (welcome) => this.onWelcome(welcome),
        onFrame: (frame) => this.onFrame(frame),
        onBreak: () => this.onBreak(),
        onEnd: (why) => this.onEnd(why),
      },
      random,
    );
    this.state = {
      document: this.copy.shown(),
      seq: 0,
      status: "saved",
      unsent: 0,
      problem: "",
      kept: true,
      refusals: [],
      canUndo: false,
      canRedo: false,
      role: opened.role,
      readOnly: false,
      roleChanged: false,
      ended: null,
      updated: false,
    };
    this.publish({});
  }

  /** Begins to save and to follow; returns what ends it. Unsent operations stay in the browser's storage. */
  start(): () => void {
    const again = () => this.retryNow();
    const check = () => this.line.check();
    window.addEventListener("online", again);
    window.addEventListener("offline", check);
    document.addEventListener("visibilitychange", check);
    this.line.start();
    return () => {
      window.removeEventListener("online", again);
      window.removeEventListener("offline", check);
      document.removeEventListener("visibilitychange", check);
      this.line.stop();
      this.presence.clear();
      this.timers.clearAll();
    };
  }

  readonly subscribe = (subscriber: () => void): (() => void) => {
    this.subscribers.add(subscriber);
    return () => this.subscribers.delete(subscriber);
  };

  readonly getState = (): LiveState => this.state;

  /** Hears of news beside the document, such as comments; also after each new line, when some may have been missed. */
  onNews(reader: (topics: readonly string[]) => void): () => void {
    this.newsReaders.add(reader);
    return () => this.newsReaders.delete(reader);
  }

  /** Tells the others where this tab is. */
  here(at: At | null): void {
    this.presence.here(at);
  }

  /**
   * Changes the map, at once here and in order on the server. Where the role forbids it, the edit is kept and
   * shown as refused, so that words in work are not lost.
   *
   * @throws OperationError when the edit does not fit the map as it stands.
   */
  change(edit: Edit, { merge = null, base }: ChangeOptions = {}): void {
    const based = withBase(this.state.document, edit, base);
    if (this.state.readOnly) {
      this.keepForLater(based);
      return;
    }
    const inverse = this.enqueue(based);
    this.history.push({ done: based, inverse, merge });
    this.publish({});
  }

  /** Keeps the words of an edit that fits the map no more, to be seen and copied: what they stood in is gone. */
  keepWords(edit: Edit, { code, message }: OperationError): void {
    const refusal: Refusal = { operation: { ...edit, id: newId("op") }, code, detail: message };
    this.unsent.keepRefused(refusal);
    this.refused = [...this.refused, refusal];
    this.publish({});
  }

  /** Takes back one's own last edit; `false`: others have changed it since, so it stays. */
  undo(): boolean {
    return this.takeBack("undo", "redo");
  }

  redo(): boolean {
    return this.takeBack("redo", "undo");
  }

  /** Asks the server to measure the map anew; `false`: the log has nothing to say. */
  async measure(): Promise<boolean> {
    const operations = await this.transport.measure();
    this.receive(operations);
    return operations.length > 0;
  }

  /** The words of refused edits have been seen; they are kept no longer. */
  dismissRefusals(): void {
    for (const { operation } of this.state.refusals) this.unsent.drop(operation.id);
    this.refused = [];
    this.held = [];
    this.publish({});
  }

  /** The change of the role has been seen. */
  noteRole(): void {
    this.publish({ roleChanged: false });
  }

  retryNow(): void {
    this.tries = 0;
    this.timers.clear("retry");
    this.line.tryNow();
    void this.flush();
  }

  /** Takes in operations that the server has ordered: others' and one's own. */
  receive(operations: readonly Sequenced[]): void {
    const settled = new Set<string>();
    const taken = this.copy.take(operations, (id) => settled.add(id));
    this.settle(settled);
    if (taken === "misfit") void this.readAnew();
    else if (taken === "own") this.publish({});
    else if (taken === "changed") this.showSoon();
    if (!this.copy.hasGap) this.timers.clear("gap");
    else if (!this.timers.has("gap")) this.timers.after("gap", GAP_MS, () => void this.catchUp());
  }

  private onWelcome(welcome: Welcome): void {
    this.tries = 0;
    this.trouble = null;
    this.timers.clear("retry", "poll");
    this.version ??= welcome.version;
    const updated = this.version !== welcome.version;
    this.presence.welcome(welcome);
    this.adopt();
    this.publish({ updated });
    this.takeRole(welcome.role);
    this.tellNews([]);
    void this.flush();
  }

  private onFrame(frame: ServerFrame): void {
    if (frame.type === "operations") this.receive(frame.operations);
    else if (frame.type === "presence") this.presence.receive(frame);
    else if (frame.type === "role") this.takeRole(frame.role);
    else if (frame.type === "news") this.tellNews(frame.topics);
  }

  private onBreak(): void {
    this.presence.clear();
    if (!this.timers.has("poll")) void this.poll();
    void this.flush();
  }

  private onEnd(ended: Ended): void {
    this.presence.clear();
    this.timers.clear("poll");
    if (ended === "forbidden" || ended === "missing") this.hold();
    this.publish({ ended, document: this.copy.shown() });
  }

  private tellNews(topics: readonly string[]): void {
    for (const reader of this.newsReaders) reader(topics);
  }

  private takeRole(role: string): void {
    const before = mayWrite(this.state.role);
    const roleChanged = before === mayWrite(role) ? this.state.roleChanged : true;
    if (mayWrite(role)) {
      this.copy.push(...this.held);
      this.held = [];
    } else this.hold();
    this.publish({
      role,
      roleChanged,
      ...(before === mayWrite(role) ? {} : { document: this.copy.shown() }),
    });
    void this.flush();
  }

  /** Takes what may not be saved off the map, and keeps it. */
  private hold(): void {
    this.held = [...this.held, ...this.copy.pending];
    this.copy.drop(new Set(this.copy.pending.map(({ id }) => id)));
  }

  /** What another tab of this browser kept and can no longer send: it was closed, or it crashed. */
  private adopt(): void {
    const known = new Set([...this.copy.pending, ...this.held].map(({ id }) => id));
    const orphans = this.unsent.all().filter(({ id }) => !known.has(id));
    if (orphans.length === 0) return;
    this.copy.push(...orphans);
    this.publish({ document: this.copy.shown() });
  }

  private keepForLater(edit: Edit): void {
    const operation: Operation = { ...edit, id: newId("op") };
    const kept = this.unsent.keep(operation);
    const { ended } = this.state;
    // Who has only to sign in or to reload finds the words on the map again.
    if (ended === "signedOut" || ended === "outdated") this.copy.push(operation);
    else this.held = [...this.held, operation];
    this.publish({ kept, document: this.copy.shown() });
  }

  private takeBack(from: "undo" | "redo", to: "undo" | "redo"): boolean {
    if (this.state.readOnly) return false;
    const entry = this.history.take(from);
    if (entry === null) return false;
    const edit = ownPartOf(this.state.document, entry.done, entry.inverse);
    const answer = edit === null ? null : this.tryBack(edit);
    if (answer !== null) this.history.answered(to, answer);
    this.publish({});
    return answer !== null;
  }

  private tryBack(edit: Edit): Entry | null {
    try {
      return { done: edit, inverse: this.enqueue(edit), merge: null };
    } catch (error) {
      if (error instanceof OperationError) return null;
      throw error;
    }
  }

  private enqueue(edit: Edit): Edit {
    const operation: Operation = { ...edit, id: newId("op") };
    const { document, inverse } = apply(this.state.document, operation);
    const kept = this.unsent.keep(operation);
    this.copy.push(operation);
    this.publish({ document, kept });
    void this.flush();
    return inverse;
  }

  private async flush(): Promise<void> {
    if (this.sending || this.timers.has("retry") || this.toSend().length === 0) return;
    if (this.state.ended !== null || this.line.isComing) return;
    this.sending = true;
    const operations = this.nextFrame();
    try {
      this.answered(operations, await this.send(operations));
    } catch (error) {
      await this.failed(operations, error);
    } finally {
      this.sending = false;
    }
    void this.flush();
  }

  private toSend(): readonly Operation[] {
    const { pending } = this.copy;
    return this.stored.size === 0 ? pending : pending.filter(({ id }) => !this.stored.has(id));
  }

  /** The oldest pending operations, no more than one frame holds; never none. */
  private nextFrame(): readonly Operation[] {
    const most = this.alone ? 1 : MOST_OPERATIONS;
    const pending = this.toSend().slice(0, most);
    let size = 0;
    const end = pending.findIndex((operation) => {
      size += sizeOf(operation);
      return size > MOST_BYTES;
    });
    return end === -1 ? pending : pending.slice(0, Math.max(1, end));
  }

  private send(operations: readonly Operation[]): Promise<Answer> {
    const [only] = operations;
    // What is too large for a frame goes by HTTP, which says so in words if it is too large there too.
    const fits = operations.length > 1 || only === undefined || sizeOf(only) <= MOST_BYTES;
    return this.line.isOpen && fits ? this.line.ask(operations) : this.transport.send(operations);
  }

  private answered(operations: readonly Operation[], answer: Answer): void {
    this.tries = 0;
    this.trouble = null;
    this.acknowledge(operations, answer.accepted);
    this.refuse(operations, answer.refused);
    this.publish({ problem: "" });
    if (this.toSend().length === 0) this.alone = false;
    if (answer.seq > this.copy.seq && !this.line.isOpen) void this.catchUp();
  }

  private acknowledge(sent: readonly Operation[], accepted: Answer["accepted"]): void {
    const byId = new Map(sent.map((operation) => [operation.id, operation]));
    const ordered: Sequenced[] = [];
    const known = new Set<string>();
    for (const { id, seq } of accepted) {
      const operation = byId.get(id);
      if (operation === undefined) continue;
      this.unsent.drop(id);
      if (seq > this.copy.seq) {
        ordered.push({ seq, operation });
        this.stored.add(id);
      } else known.add(id);
    }
    if (this.copy.pending.some(({ id }) => known.has(id))) {
      // They stand in the confirmed map already, perhaps under what others did later: no more on top of it.
      this.copy.drop(known);
      this.publish({ document: this.copy.shown() });
    }
    this.settle(known);
    this.receive(ordered);
  }

  /** These stand on the server's map for ever. */
  private settle(ids: ReadonlySet<string>): void {
    for (const id of ids) {
      this.unsent.drop(id);
      this.stored.delete(id);
    }
    if (this.held.some(({ id }) => ids.has(id))) {
      this.held = this.held.filter(({ id }) => !ids.has(id));
      this.publish({});
    }
  }

  private refuse(sent: readonly Operation[], refused: readonly Refused[]): void {
    if (refused.length === 0) return;
    const refusals = refused.flatMap(({ id, code, detail }) => {
      const operation = sent.find((one) => one.id === id);
      return operation === undefined ? [] : [{ operation, code, detail }];
    });
    for (const refusal of refusals) this.unsent.keepRefused(refusal);
    this.refused = [...this.refused, ...refusals];
    const ids = new Set(refused.map(({ id }) => id));
    this.copy.drop(ids);
    this.held = this.held.filter(({ id }) => !ids.has(id));
    this.publish({ document: this.copy.shown() });
  }

  private async failed(sent: readonly Operation[], error: unknown): Promise<void> {
    if (!(error instanceof ProblemError)) throw error;
    const [only, ...others] = sent;
    if (isMalformed(error) && only !== undefined) {
      this.alone = true;
      if (others.length === 0)
        this.refuse(sent, [{ id: only.id, code: error.code, detail: error.detail || error.title }]);
      return;
    }
    if (error.status === 401) this.onEnd("signedOut");
    else if (error.status === 404) this.onEnd("missing");
    else if (error.status !== 403 || !(await this.readRole())) this.tryLater(error);
  }

  /** After a refused right: which role it is now. `false`: it could not be learnt, or it allows to write. */
  private async readRole(): Promise<boolean> {
    try {
      const { role } = await this.transport.open();
      this.takeRole(role);
      return !mayWrite(role);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      if (error.status !== 403) return false;
      this.onEnd("forbidden");
      return true;
    }
  }

  private tryLater(error: ProblemError): void {
    const passing = isPassing(error);
    this.timers.after(
      "retry",
      pause(passing ? this.tries : LONGEST_PAUSE, this.random),
      () => void this.flush(),
    );
    this.tries += 1;
    // A line that comes back at once is not worth a word.
    if (passing && this.tries === 1) return;
    this.trouble = passing && error.status === 0 ? "offline" : "stopped";
    this.publish({ problem: `${error.title} ${error.detail}`.trim() });
  }

  /** Asks by HTTP for what is missing. */
  private async catchUp(): Promise<boolean> {
    if (this.catching) return true;
    this.catching = true;
    try {
      let from = -1;
      while (from < this.copy.seq) {
        from = this.copy.seq;
        this.receive(await this.transport.after(from));
      }
      return true;
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      return false;
    } finally {
      this.catching = false;
    }
  }

  /** Follows the map without a socket, until there is one again. */
  private async poll(): Promise<void> {
    const reached = await this.catchUp();
    if (this.line.isOpen || this.state.ended !== null) return;
    if (this.toSend().length === 0) {
      this.trouble = reached ? null : "offline";
      this.publish({});
    }
    if (reached) this.timers.after("poll", POLL_MS, () => void this.poll());
  }

  /** Something did not fit the map as it is known here: it is read from the server as a whole. */
  private async readAnew(): Promise<void> {
    try {
      const opened = await this.transport.open();
      if (this.copy.replace(opened)) {
        // What of one's own stands in it is asked by sending it again.
        this.stored.clear();
        this.receive([]);
      }
      this.publish({ document: this.copy.shown() });
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      this.timers.after("anew", POLL_MS, () => void this.readAnew());
    }
  }

  private showSoon(): void {
    if (this.timers.has("show")) return;
    const wait = this.shownAt + SHOW_EVERY_MS - Date.now();
    if (wait <= 0 || wait > SHOW_EVERY_MS) this.show();
    else this.timers.after("show", wait, () => this.show());
  }

  private show(): void {
    this.shownAt = Date.now();
    this.publish({ document: this.copy.shown() });
  }

  private publish(change: Partial<LiveState>): void {
    const next = { ...this.state, ...change };
    const unsent = this.toSend().length;
    // With nothing left to save, only being cut off is worth telling.
    const isTold = unsent > 0 || (this.trouble === "offline" && !this.line.isOpen);
    const trouble = next.ended !== null ? "stopped" : isTold ? this.trouble : null;
    const held = this.held.map((operation) => ({ operation, code: NOT_ALLOWED, detail: "" }));
    const refusals = [...this.refused, ...held];
    const isSame =
      refusals.length === next.refusals.length &&
      refusals.every(({ operation }, index) => operation === next.refusals[index]?.operation);
    this.state = {
      ...next,
      seq: this.copy.seq,
      unsent,
      status: trouble ?? (unsent > 0 ? "saving" : "saved"),
      problem: trouble === null ? "" : next.problem,
      refusals: isSame ? next.refusals : refusals,
      readOnly: !mayWrite(next.role) || next.ended !== null,
      canUndo: this.history.canUndo,
      canRedo: this.history.canRedo,
    };
    for (const subscriber of this.subscribers) subscriber();
  }
}
