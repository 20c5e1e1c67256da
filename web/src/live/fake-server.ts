/** A server for tests: orders operations as the real one does, and fails where a test wants it to. */
import { ProblemError } from "@/api";
import {
  apply,
  type Fields,
  type MapDocument,
  type Operation,
  OperationError,
  type SetFields,
} from "@/map-model";
import type { Answer, ClientFrame, Person, Sequenced, ServerFrame } from "./protocol";
import { mayWrite } from "./state";
import type { Restored, Socket, SocketEvents, Transport } from "./transport";

/** How frames travel; a test may let chance decide. Times are milliseconds of the test's clock. */
export interface Weather {
  lag: () => number;
  /** Whether an answer is sent twice. */
  doubles: () => boolean;
  /** Whether the news of an operation reach its author before the answer; else after it. */
  newsFirst: () => boolean;
}
const FAIR: Weather = { lag: () => 0, doubles: () => false, newsFirst: () => false };
const GONE = 1006;

export class FakeServer {
  document: MapDocument;
  readonly log: Sequenced[] = [];
  /** The server is away. */
  down = false;
  /** What was sent is stored, but the answer is lost on the way. */
  losesAnswers = false;
  /** A proxy on the way lets no socket through. */
  refusesSockets = false;
  /** Every new socket is closed at once, with this code. */
  closesWith: number | null = null;
  /** The store takes nothing. */
  storeFails = false;
  /** What a new socket is told first. */
  protocol = 2;
  version = "1";
  requests = 0;
  private readonly begun: MapDocument;
  private role = "editor";
  private people = 0;
  readonly sockets = new Set<FakeSocket>();

  constructor(
    document: MapDocument,
    readonly weather: Weather = FAIR,
  ) {
    this.document = document;
    this.begun = document;
  }

  transport(): Transport {
    return {
      open: async () =>
        this.reach({ seq: this.log.length, document: this.document as unknown as Fields, role: this.role }),
      send: async (operations) => this.sendByHttp(operations),
      after: async (seq) => this.reach(this.log.slice(seq)),
      measure: async () => [],
      restore: async (seq, id) => this.restore(seq, id),
      connect: (seq, events) => new FakeSocket(this, seq, events),
    };
  }

  /** Brings the titles of stages back, once for each id, as the real one does with everything. */
  private restore(seq: number, id: string): readonly Restored[] {
    if (!this.log.some(({ operation }) => operation.id === id)) {
      const then = this.log
        .slice(0, seq)
        .reduce((map, one) => apply(map, one.operation).document, this.begun);
      const operations = Object.values(then.stages)
        .filter((stage) => this.document.stages[stage.id]?.title !== stage.title)
        .map(
          ({ id: record_id, title }): SetFields => ({
            do: "set",
            table: "stages",
            record_id,
            fields: { title },
          }),
        );
      if (operations.length > 0) this.order([{ id, do: "batch", operations, label: "Restore" }], null);
    }
    const done = this.log.filter(({ operation }) => operation.id === id);
    if (this.losesAnswers) throw new ProblemError({ status: 502, title: "The answer was lost." });
    return done.map((one) => {
      const before = this.log
        .slice(0, one.seq - 1)
        .reduce((map, { operation }) => apply(map, operation).document, this.begun);
      return { ...one, inverse: apply(before, one.operation).inverse };
    });
  }

  /** Takes the server away: every socket breaks, and what was under way is lost. */
  kill(): void {
    this.down = true;
    this.cut();
  }

  cut(code = GONE): void {
    for (const socket of [...this.sockets]) socket.end(code);
  }

  setRole(role: string): void {
    this.role = role;
    for (const socket of this.sockets) socket.tell({ type: "role", role });
  }

  get currentRole(): string {
    return this.role;
  }

  tell(frame: ServerFrame): void {
    for (const socket of this.sockets) socket.tell(frame);
  }

  /** Tells every listener everything again: repeated news must do no harm. */
  tellAll(): void {
    this.tell({ type: "operations", operations: [...this.log] });
  }

  newPerson(): Person {
    this.people += 1;
    const n = this.people;
    return { connection: `con_${n}`, user: `usr_${n}`, name: `Person ${n}`, color: n % 8, at: null };
  }

  /** Somebody else's operation; they are told at once only where a test says so. */
  commit(operation: Operation): number {
    const known = this.log.find((one) => one.operation.id === operation.id);
    if (known !== undefined) return known.seq;
    this.document = apply(this.document, operation).document;
    this.log.push({ seq: this.log.length + 1, operation, author: "somebody" });
    return this.log.length;
  }

  /** Orders what was sent; what is new is told to everybody but `author`, who gets it in turn. */
  order(operations: readonly Operation[], author: FakeSocket | null): Answer {
    const before = this.log.length;
    const accepted: { id: string; seq: number }[] = [];
    const refused: { id: string; code: string; detail: string }[] = [];
    for (const operation of operations) {
      try {
        accepted.push({ id: operation.id, seq: this.commit(operation) });
      } catch (error) {
        if (!(error instanceof OperationError)) throw error;
        refused.push({ id: operation.id, code: error.code, detail: error.message });
      }
    }
    const fresh = this.log.slice(before);
    if (fresh.length > 0)
      for (const socket of this.sockets)
        if (socket !== author) socket.tell({ type: "operations", operations: fresh });
    return { seq: this.log.length, accepted, refused };
  }

  private reach<Value>(value: Value): Value {
    if (this.down) throw new ProblemError({ status: 0, title: "The server does not answer." });
    return value;
  }

  private sendByHttp(operations: readonly Operation[]): Answer {
    this.requests += 1;
    this.reach(null);
    if (!mayWrite(this.role))
      throw new ProblemError({ status: 403, title: "Your role does not allow this." });
    if (this.storeFails) throw new ProblemError({ status: 503, title: "The store takes nothing." });
    const answer = this.order(operations, null);
    if (this.losesAnswers) throw new ProblemError({ status: 502, title: "The answer was lost." });
    return answer;
  }
}

/** One socket: frames arrive in the order in which they were sent, as late as the weather wants. */
export class FakeSocket implements Socket {
  private open = true;
  private due = 0;

  constructor(
    private readonly server: FakeServer,
    seq: number,
    private readonly events: SocketEvents,
  ) {
    server.sockets.add(this);
    const { down, refusesSockets, closesWith } = server;
    const code = down || refusesSockets ? GONE : closesWith;
    this.later(() => (code === null ? this.welcome(seq) : this.end(code)));
  }

  send(frame: ClientFrame): void {
    this.later(() => this.heard(frame));
  }

  close(): void {
    this.open = false;
    this.server.sockets.delete(this);
  }

  end(code: number): void {
    if (!this.open) return;
    this.close();
    setTimeout(() => this.events.onClose(code), 0);
  }

  tell(frame: ServerFrame): void {
    this.later(() => this.events.onFrame(frame));
  }

  private welcome(seq: number): void {
    const { at: _, ...you } = this.server.newPerson();
    const { protocol, version, log, currentRole: role } = this.server;
    this.tell({ type: "welcome", protocol, version, seq: log.length, role, you, people: [] });
    if (log.length > seq) this.tell({ type: "operations", operations: log.slice(seq) });
  }

  private heard(frame: ClientFrame): void {
    if (frame.type === "ping") this.tell({ type: "pong" });
    if (frame.type === "operations") this.save(frame.ref, frame.operations);
  }

  private save(ref: number, operations: readonly Operation[]): void {
    const { server } = this;
    if (!mayWrite(server.currentRole))
      this.tell({ type: "fault", ref, code: "not_allowed", detail: "Your role does not allow this." });
    else if (server.storeFails)
      this.tell({ type: "fault", ref, code: "store_unavailable", detail: "The store takes nothing." });
    else this.answer(ref, operations);
  }

  private answer(ref: number, operations: readonly Operation[]): void {
    const { weather, log } = this.server;
    const before = log.length;
    const answer = this.server.order(operations, this);
    const news = () => this.tell({ type: "operations", operations: log.slice(before) });
    const newsFirst = weather.newsFirst();
    if (newsFirst && log.length > before) news();
    if (this.server.losesAnswers) {
      this.end(GONE);
      return;
    }
    for (let times = weather.doubles() ? 2 : 1; times > 0; times -= 1)
      this.tell({ type: "answer", ref, ...answer });
    if (!newsFirst && log.length > before) news();
  }

  private later(run: () => void): void {
    this.due = Math.max(this.due, Date.now() + this.server.weather.lag());
    setTimeout(() => this.open && run(), this.due - Date.now());
  }
}

/** Storage in memory, for tests. */
export class MemoryStorage {
  private readonly entries = new Map<string, string>();
  /** How many characters fit; more are refused, as a browser does. */
  room = Number.POSITIVE_INFINITY;

  get length(): number {
    return this.entries.size;
  }
  key(index: number): string | null {
    return [...this.entries.keys()][index] ?? null;
  }
  getItem(key: string): string | null {
    return this.entries.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    const others = [...this.entries].filter(([name]) => name !== key);
    const used = others.reduce((sum, [name, text]) => sum + name.length + text.length, 0);
    if (used + key.length + value.length > this.room)
      throw new DOMException("There is no room left.", "QuotaExceededError");
    this.entries.set(key, value);
  }
  removeItem(key: string): void {
    this.entries.delete(key);
  }
}
