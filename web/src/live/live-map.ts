/** One map in this browser: changed at once, saved in order, kept equal to the server's. */
import { ProblemError } from "@/api";
import {
  apply,
  documentFrom,
  type Edit,
  type MapDocument,
  newId,
  type Operation,
  OperationError,
} from "@/map-model";
import { type Entry, History, type HistoryStorage } from "./history";
import { ownPartOf } from "./own-edits";
import { isMalformed, isPassing, type Opened, type Sequenced, type Transport } from "./transport";
import { type KeptStorage, Unsent } from "./unsent";

export type SaveStatus = "saved" | "saving" | "offline" | "stopped";

/** An operation that did not come to stand on the map; its content is kept so that no text is lost. */
export interface Refusal {
  readonly operation: Operation;
  readonly code: string;
  readonly detail: string;
}

export interface LiveState {
  readonly document: MapDocument;
  readonly seq: number;
  readonly status: SaveStatus;
  readonly unsent: number;
  /** Why saving stands still, in words; empty while it does not. */
  readonly problem: string;
  /** Whether unsaved changes would survive a crash of this browser. */
  readonly kept: boolean;
  readonly refusals: readonly Refusal[];
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly role: string;
}

export interface LiveMapParts {
  readonly mapId: string;
  readonly transport: Transport;
  readonly local: KeptStorage;
  readonly session: HistoryStorage;
}

const AT_ONCE = 200;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;

const wait = (tries: number): number => Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** tries);

/** A map with pending edits on top; edits that no longer fit are left to the server to refuse. */
function withPending(confirmed: MapDocument, pending: readonly Operation[]): MapDocument {
  return pending.reduce((map, operation) => {
    try {
      return apply(map, operation).document;
    } catch (error) {
      if (error instanceof OperationError) return map;
      throw error;
    }
  }, confirmed);
}

export class LiveMap {
  private readonly transport: Transport;
  private readonly unsent: Unsent;
  private readonly history: History;
  private readonly subscribers = new Set<() => void>();
  private readonly incoming = new Map<number, Operation>();
  private confirmed: MapDocument;
  private seq: number;
  private pending: readonly Operation[];
  private state: LiveState;
  private sending = false;
  private catching = false;
  private alone = false;
  private tries = 0;
  private listenTries = 0;
  private retry: ReturnType<typeof setTimeout> | null = null;
  private relisten: ReturnType<typeof setTimeout> | null = null;
  private unlisten: (() => void) | null = null;

  /** Reads the map from the server; edits kept from an earlier visit are on top and will be sent. */
  static async open(parts: LiveMapParts): Promise<LiveMap> {
    return new LiveMap(parts, await parts.transport.open());
  }

  constructor({ mapId, transport, local, session }: LiveMapParts, opened: Opened) {
    this.transport = transport;
    this.unsent = new Unsent(local, mapId);
    this.history = new History(session, mapId);
    this.confirmed = documentFrom(opened.document);
    this.seq = opened.seq;
    this.pending = this.unsent.all();
    this.state = {
      document: withPending(this.confirmed, this.pending),
      seq: opened.seq,
      status: this.pending.length > 0 ? "saving" : "saved",
      unsent: this.pending.length,
      problem: "",
      kept: true,
      refusals: [],
      canUndo: this.history.canUndo,
      canRedo: this.history.canRedo,
      role: opened.role,
    };
  }

  /** Begins to save and to follow; returns what ends it. Unsent operations stay in the browser's storage. */
  start(): () => void {
    const again = () => this.retryNow();
    window.addEventListener("online", again);
    this.listen();
    void this.flush();
    return () => {
      window.removeEventListener("online", again);
      this.unlisten?.();
      this.unlisten = null;
      for (const timer of [this.retry, this.relisten]) if (timer !== null) clearTimeout(timer);
      this.retry = null;
      this.relisten = null;
    };
  }

  readonly subscribe = (subscriber: () => void): (() => void) => {
    this.subscribers.add(subscriber);
    return () => this.subscribers.delete(subscriber);
  };

  readonly getState = (): LiveState => this.state;

  /**
   * Changes the map, at once here and in order on the server.
   *
   * @throws OperationError when the edit does not fit the map as it stands.
   */
  change(edit: Edit, { merge = null }: { merge?: string | null } = {}): void {
    const inverse = this.enqueue(edit);
    this.history.push({ done: edit, inverse, merge });
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

  dismissRefusals(): void {
    this.publish({ refusals: [] });
  }

  retryNow(): void {
    this.tries = 0;
    this.listenTries = 0;
    if (this.retry !== null) clearTimeout(this.retry);
    this.retry = null;
    if (this.unlisten === null) this.listen();
    void this.flush();
  }

  /** Takes in operations that the server has ordered: others' and one's own. */
  receive(operations: readonly Sequenced[]): void {
    for (const { seq, operation } of operations) if (seq > this.seq) this.incoming.set(seq, operation);
    this.drain();
    if (this.incoming.size > 0) void this.catchUp();
  }

  private takeBack(from: "undo" | "redo", to: "undo" | "redo"): boolean {
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
    this.pending = [...this.pending, operation];
    this.publish({ document, kept, status: this.state.status === "saved" ? "saving" : this.state.status });
    void this.flush();
    return inverse;
  }

  private async flush(): Promise<void> {
    if (this.sending || this.retry !== null || this.pending.length === 0) return;
    this.sending = true;
    const operations = this.pending.slice(0, this.alone ? 1 : AT_ONCE);
    try {
      const answer = await this.transport.send(operations);
      this.tries = 0;
      this.acknowledge(operations, answer.accepted);
      this.refuse(operations, answer.refused);
      this.publish({ problem: "", status: "saving" });
      if (this.pending.length === 0) this.alone = false;
      if (answer.seq > this.seq) void this.catchUp();
    } catch (error) {
      this.failed(operations, error);
    } finally {
      this.sending = false;
    }
    void this.flush();
  }

  private acknowledge(sent: readonly Operation[], accepted: readonly { id: string; seq: number }[]): void {
    const byId = new Map(sent.map((operation) => [operation.id, operation]));
    const ordered: Sequenced[] = [];
    const known = new Set<string>();
    for (const { id, seq } of accepted) {
      const operation = byId.get(id);
      if (operation === undefined) continue;
      this.unsent.drop(id);
      if (seq > this.seq) ordered.push({ seq, operation });
      else known.add(id);
    }
    if (known.size > 0) {
      // They stand in the confirmed map already, perhaps under what others did later: no more on top of it.
      this.pending = this.pending.filter(({ id }) => !known.has(id));
      this.publish({ document: withPending(this.confirmed, this.pending) });
    }
    this.receive(ordered);
  }

  private refuse(
    sent: readonly Operation[],
    refused: readonly { id: string; code: string; detail: string }[],
  ): void {
    if (refused.length === 0) return;
    const ids = new Set(refused.map(({ id }) => id));
    const refusals = refused.flatMap(({ id, code, detail }) => {
      const operation = sent.find((one) => one.id === id);
      this.unsent.drop(id);
      return operation === undefined ? [] : [{ operation, code, detail }];
    });
    this.pending = this.pending.filter(({ id }) => !ids.has(id));
    this.publish({
      document: withPending(this.confirmed, this.pending),
      refusals: [...this.state.refusals, ...refusals],
    });
  }

  private failed(sent: readonly Operation[], error: unknown): void {
    const [only, ...others] = sent;
    if (isMalformed(error) && error instanceof ProblemError && only !== undefined) {
      this.alone = true;
      if (others.length === 0)
        this.refuse(sent, [{ id: only.id, code: error.code, detail: error.detail || error.title }]);
      return;
    }
    const passing = isPassing(error);
    if (!passing && !(error instanceof ProblemError)) throw error;
    const problem = error instanceof ProblemError ? `${error.title} ${error.detail}`.trim() : "";
    this.publish({ status: passing ? "offline" : "stopped", problem });
    this.retry = setTimeout(
      () => {
        this.retry = null;
        void this.flush();
      },
      wait(passing ? this.tries : Number.POSITIVE_INFINITY),
    );
    this.tries += 1;
  }

  /** Applies what has come, without a gap, to the confirmed map; then one's own pending edits again on top. */
  private drain(): void {
    let ownInOrder = true;
    const before = this.seq;
    for (
      let next = this.incoming.get(this.seq + 1);
      next !== undefined;
      next = this.incoming.get(this.seq + 1)
    ) {
      const { id } = next;
      if (!this.confirm(next)) return;
      ownInOrder = ownInOrder && this.pending[0]?.id === id;
      this.pending = this.pending.filter((one) => one.id !== id);
      this.unsent.drop(id);
    }
    for (const seq of this.incoming.keys()) if (seq <= this.seq) this.incoming.delete(seq);
    if (this.seq === before) return;
    this.publish(ownInOrder ? {} : { document: withPending(this.confirmed, this.pending) });
  }

  /** Applies the next operation of the server's order; `false`: it does not fit, so the map is read anew. */
  private confirm(next: Operation): boolean {
    try {
      this.confirmed = apply(this.confirmed, next).document;
    } catch (error) {
      if (!(error instanceof OperationError)) throw error;
      void this.readAnew();
      return false;
    }
    this.seq += 1;
    this.incoming.delete(this.seq);
    return true;
  }

  private async readAnew(): Promise<void> {
    const { document, seq } = await this.transport.open();
    if (seq <= this.seq) return;
    this.confirmed = documentFrom(document);
    this.seq = seq;
    this.publish({ document: withPending(this.confirmed, this.pending) });
    this.drain();
  }

  private async catchUp(): Promise<void> {
    if (this.catching) return;
    this.catching = true;
    try {
      const missing = await this.transport.after(this.seq);
      for (const { seq, operation } of missing) if (seq > this.seq) this.incoming.set(seq, operation);
      this.drain();
    } catch (error) {
      // The socket's end or the next answer brings us here again.
      if (!(error instanceof ProblemError)) throw error;
    } finally {
      this.catching = false;
    }
  }

  private listen(): void {
    this.unlisten?.();
    this.unlisten = this.transport.listen(this.seq, {
      onOperations: (operations) => {
        this.listenTries = 0;
        this.receive(operations);
      },
      onClose: () => {
        this.unlisten = null;
        this.relisten = setTimeout(
          () => void this.catchUp().then(() => this.listen()),
          wait(this.listenTries),
        );
        this.listenTries += 1;
      },
    });
  }

  private publish(change: Partial<LiveState>): void {
    this.state = {
      ...this.state,
      ...change,
      ...(this.pending.length === 0 ? { status: "saved", problem: "" } : {}),
      seq: this.seq,
      unsent: this.pending.length,
      canUndo: this.history.canUndo,
      canRedo: this.history.canRedo,
    };
    for (const subscriber of this.subscribers) subscriber();
  }
}
