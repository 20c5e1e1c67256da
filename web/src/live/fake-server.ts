/** A server for tests: orders operations as the real one does, and fails where a test wants it to. */
import { ProblemError } from "@/api";
import { apply, type Fields, type MapDocument, type Operation, OperationError } from "@/map-model";
import type { Answer, Listener, Sequenced, Transport } from "./transport";

export class FakeServer {
  document: MapDocument;
  readonly log: Sequenced[] = [];
  /** The server is away. */
  down = false;
  /** What was sent is stored, but the answer is lost on the way. */
  losesAnswers = false;
  requests = 0;
  private readonly listeners = new Set<Listener>();

  constructor(document: MapDocument) {
    this.document = document;
  }

  transport(): Transport {
    return {
      open: async () => ({
        seq: this.log.length,
        document: this.document as unknown as Fields,
        role: "editor",
      }),
      send: async (operations) => this.send(operations),
      after: async (seq) => this.reach(this.log.slice(seq)),
      measure: async () => [],
      listen: (seq, listener) => {
        this.listeners.add(listener);
        if (!this.down) listener.onOperations(this.log.slice(seq));
        return () => this.listeners.delete(listener);
      },
    };
  }

  /** Tells every listener everything again: repeated news must do no harm. */
  tellAll(): void {
    for (const { onOperations } of this.listeners) onOperations(this.log);
  }

  commit(operation: Operation): number {
    const known = this.log.find((one) => one.operation.id === operation.id);
    if (known !== undefined) return known.seq;
    this.document = apply(this.document, operation).document;
    this.log.push({ seq: this.log.length + 1, operation, author: "somebody" });
    return this.log.length;
  }

  private reach<Value>(value: Value): Value {
    if (this.down) throw new ProblemError({ status: 0, title: "The server does not answer." });
    return value;
  }

  private send(operations: readonly Operation[]): Answer {
    this.requests += 1;
    this.reach(null);
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
    if (this.losesAnswers) throw new ProblemError({ status: 502, title: "The answer was lost." });
    return { seq: this.log.length, accepted, refused };
  }
}

/** Storage in memory, for tests. */
export class MemoryStorage {
  private readonly entries = new Map<string, string>();

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
    this.entries.set(key, value);
  }
  removeItem(key: string): void {
    this.entries.delete(key);
  }
}
