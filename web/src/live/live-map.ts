/** One map in this browser: changed at once, saved in order, kept equal to the server's. */
import { ProblemError } from "@/api";
import { apply, type Edit, newId, type Operation, OperationError } from "@/map-model";
import { withBase } from "./bases";
import { Copy } from "./copy";
import { Follower } from "./follower";
import { type Entry, History, type HistoryStorage } from "./history";
import { Line } from "./line";
import { ownPartOf } from "./own-edits";
import { Presence } from "./presence";
import type { Answer, At, Ended, Refused, Sequenced, ServerFrame, Welcome } from "./protocol";
import { Safe } from "./safe";
import { Sender } from "./sender";
import { type LiveState, mayWrite } from "./state";
import { Timers } from "./timers";
import type { Opened, Transport } from "./transport";
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

/** Others' edits are shown together, at most so often, so that typing stays smooth. */
const SHOW_EVERY_MS = 30;

export class LiveMap {
  readonly presence: Presence;
  private readonly transport: Transport;
  private readonly safe: Safe;
  private readonly history: History;
  private readonly copy: Copy;
  private readonly line: Line;
  private readonly sender: Sender;
  private readonly follower: Follower;
  private readonly subscribers = new Set<() => void>();
  private readonly newsReaders = new Set<(topics: readonly string[]) => void>();
  private readonly timers = new Timers<"show">();
  private state: LiveState;
  /** What the server has stored, while something before it is still on its way here. */
  private readonly stored = new Set<string>();
  /** Whether the server was reached when it was last asked without a socket. */
  private reached = true;
  private shownAt = 0;
  /** The restore whose answer is awaited, or did not come. */
  private restoring: { readonly seq: number; readonly id: string } | null = null;
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
    const unsent = new Unsent(local, mapId, user);
    this.safe = new Safe(unsent);
    this.history = new History(session, mapId);
    const kept = unsent.all();
    this.copy = new Copy(opened, mayWrite(opened.role) ? kept : []);
    if (!mayWrite(opened.role)) this.safe.hold(kept);
    this.presence = new Presence((at) => this.line.here(at));
    this.line = new Line(transport, this.lineEvents(), random);
    this.sender = new Sender(this.line, transport, this.senderEvents(), random);
    this.follower = new Follower(transport, this.followerEvents());
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
    this.sender.start();
    return () => {
      window.removeEventListener("online", again);
      window.removeEventListener("offline", check);
      document.removeEventListener("visibilitychange", check);
      for (const part of [this.line, this.sender, this.follower]) part.stop();
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
    this.safe.refuse({ operation: { ...edit, id: newId("op") }, code, detail: message });
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

  /** Brings the map back to a state of it, as one edit that can be undone; `false`: it is so already. */
  async restore(seq: number): Promise<boolean> {
    // The same id again after an answer that was lost, so that it counts once and can be undone.
    const id = this.restoring?.seq === seq ? this.restoring.id : newId("op");
    this.restoring = { seq, id };
    const done = await this.transport.restore(seq, id);
    this.restoring = null;
    for (const { operation, inverse } of done) {
      const { id: _, ...edit } = operation;
      this.history.push({ done: edit, inverse, merge: null });
    }
    this.receive(done);
    this.publish({});
    return done.length > 0;
  }

  /** The words of refused edits have been seen; they are kept no longer. */
  dismissRefusals(): void {
    this.safe.forget();
    this.publish({});
  }

  /** The change of the role has been seen. */
  noteRole(): void {
    this.publish({ roleChanged: false });
  }

  retryNow(): void {
    this.line.tryNow();
    this.sender.again();
  }

  /** Takes in operations that the server has ordered: others' and one's own. */
  receive(operations: readonly Sequenced[]): void {
    const settled = new Set<string>();
    const taken = this.copy.take(operations, (id) => settled.add(id));
    this.settle(settled);
    if (taken === "misfit") void this.follower.readAnew();
    else if (taken === "own") this.publish({});
    else if (taken === "changed") this.showSoon();
    this.follower.gap(this.copy.hasGap);
  }

  private lineEvents(): ConstructorParameters<typeof Line>[1] {
    return {
      seq: () => this.copy.seq,
      onWelcome: (welcome) => this.onWelcome(welcome),
      onFrame: (frame) => this.onFrame(frame),
      onBreak: () => {
        this.presence.clear();
        this.follower.poll();
        void this.sender.flush();
      },
      onEnd: (why) => this.onEnd(why),
    };
  }

  private senderEvents(): ConstructorParameters<typeof Sender>[2] {
    return {
      toSend: () => (this.state.ended === null ? this.toSend() : []),
      onAnswer: (sent, answer) => this.onAnswer(sent, answer),
      onRefused: (sent, refused) => this.refuse(sent, refused),
      onDenied: () => this.readRole(),
      onEnd: (why) => this.onEnd(why),
      onTrouble: () => this.publish({}),
    };
  }

  private followerEvents(): ConstructorParameters<typeof Follower>[1] {
    return {
      seq: () => this.copy.seq,
      onOperations: (operations) => this.receive(operations),
      onOpened: (opened) => this.onOpened(opened),
      onReached: (reached) => {
        this.reached = reached;
        this.publish({});
      },
    };
  }

  private onWelcome(welcome: Welcome): void {
    this.reached = true;
    this.sender.trouble = null;
    this.follower.rest();
    this.version ??= welcome.version;
    this.presence.welcome(welcome);
    this.copy.push(...this.safe.orphans(this.copy.pending));
    this.publish({ updated: this.version !== welcome.version, document: this.copy.shown() });
    this.takeRole(welcome.role);
    this.tellNews([]);
    this.sender.again();
  }

  private onFrame(frame: ServerFrame): void {
    if (frame.type === "operations") this.receive(frame.operations);
    else if (frame.type === "presence") this.presence.receive(frame);
    else if (frame.type === "role") this.takeRole(frame.role);
    else if (frame.type === "news") this.tellNews(frame.topics);
  }

  private onEnd(ended: Ended): void {
    for (const part of [this.line, this.follower]) part.stop();
    this.presence.clear();
    if (ended === "forbidden" || ended === "missing") this.hold();
    this.publish({ ended, document: this.copy.shown() });
  }

  private onOpened(opened: Opened): void {
    if (this.copy.replace(opened)) {
      // What of one's own stands in it is asked by sending it again.
      this.stored.clear();
      this.receive([]);
    }
    this.publish({ document: this.copy.shown() });
    void this.sender.flush();
  }

  private tellNews(topics: readonly string[]): void {
    for (const reader of this.newsReaders) reader(topics);
  }

  private takeRole(role: string): void {
    const isTurned = mayWrite(this.state.role) !== mayWrite(role);
    if (mayWrite(role)) this.copy.push(...this.safe.release());
    else this.hold();
    this.publish(isTurned ? { role, roleChanged: true, document: this.copy.shown() } : { role });
    void this.sender.flush();
  }

  /** Takes what may not be saved off the map, and keeps it. */
  private hold(): void {
    const operations = this.toSend();
    this.safe.hold(operations);
    this.copy.drop(new Set(operations.map(({ id }) => id)));
  }

  private keepForLater(edit: Edit): void {
    const operation: Operation = { ...edit, id: newId("op") };
    this.safe.keep(operation);
    const { ended } = this.state;
    // Who has only to sign in or to reload finds the words on the map again.
    if (ended === "signedOut" || ended === "outdated") this.copy.push(operation);
    else this.safe.hold([operation]);
    this.publish({ document: this.copy.shown() });
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
    const before = this.state.document;
    const { document, inverse } = apply(before, operation);
    this.safe.keep(operation);
    this.copy.pushApplied(operation, { before, after: document });
    this.publish({ document });
    void this.sender.flush();
    return inverse;
  }

  private toSend(): readonly Operation[] {
    const { pending } = this.copy;
    return this.stored.size === 0 ? pending : pending.filter(({ id }) => !this.stored.has(id));
  }

  private onAnswer(sent: readonly Operation[], answer: Answer): void {
    this.acknowledge(sent, answer.accepted);
    this.refuse(sent, answer.refused);
    this.publish({});
    if (answer.seq > this.copy.seq && !this.line.isOpen) void this.follower.catchUp();
  }

  private acknowledge(sent: readonly Operation[], accepted: Answer["accepted"]): void {
    const byId = new Map(sent.map((operation) => [operation.id, operation]));
    const ordered: Sequenced[] = [];
    const known = new Set<string>();
    for (const { id, seq } of accepted) {
      const operation = byId.get(id);
      if (operation === undefined) continue;
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
    this.safe.settle(this.stored);
    this.receive(ordered);
  }

  /** These stand on the map as it is known here. */
  private settle(ids: ReadonlySet<string>): void {
    this.safe.settle(ids);
    for (const id of ids) this.stored.delete(id);
  }

  private refuse(sent: readonly Operation[], refused: readonly Refused[]): void {
    if (refused.length === 0) return;
    const reasons = new Map(refused.map((one) => [one.id, one]));
    const refusals = sent.flatMap((operation) => {
      const reason = reasons.get(operation.id);
      return reason === undefined ? [] : [{ operation, code: reason.code, detail: reason.detail }];
    });
    this.safe.refuse(...refusals);
    this.copy.drop(new Set(reasons.keys()));
    this.publish({ document: this.copy.shown() });
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
    const trouble = unsent > 0 ? this.sender.trouble : null;
    // With nothing left to save, only being cut off is worth telling.
    const isCutOff = unsent === 0 && !this.reached && !this.line.isOpen;
    const standing = isCutOff ? "offline" : (trouble?.kind ?? (unsent > 0 ? "saving" : "saved"));
    this.state = {
      ...next,
      seq: this.copy.seq,
      unsent,
      status: next.ended === null ? standing : "stopped",
      problem: trouble?.words ?? "",
      kept: this.safe.keepsAll,
      refusals: this.safe.refusals(),
      readOnly: !mayWrite(next.role) || next.ended !== null,
      canUndo: this.history.canUndo,
      canRedo: this.history.canRedo,
    };
    for (const subscriber of this.subscribers) subscriber();
  }
}
