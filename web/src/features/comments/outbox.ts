/** Comments on their way to the server. They are kept in this browser until it has them, also when it is closed. */
import { ProblemError } from "@/api";
import type { Thread } from "./queries";

export interface Outgoing {
  readonly id: string;
  /** The thread that it answers; null where it begins one. */
  readonly thread: string | null;
  readonly target: string;
  /** As it is stored. */
  readonly text: string;
  readonly at: string;
  /** Why the server does not take it; null while it may still be sent. */
  readonly refusal: string | null;
}

export interface OutboxParts {
  readonly mapId: string;
  readonly storage: Storage;
  readonly send: (comment: Outgoing) => Promise<Thread>;
  readonly onSent: (comment: Outgoing, thread: Thread) => void;
  readonly later?: (run: () => void, milliseconds: number) => () => void;
}

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

const byTimer = (run: () => void, milliseconds: number): (() => void) => {
  const timer = window.setTimeout(run, milliseconds);
  return () => window.clearTimeout(timer);
};

/** The server is away or busy: the same comment may be taken later. */
const isPassing = (error: unknown): boolean =>
  error instanceof ProblemError && (error.status === 0 || error.status === 429 || error.status >= 500);
/** Nobody is signed in any more: the words wait for whoever comes back. */
const isSignedOut = (error: unknown): boolean => error instanceof ProblemError && error.status === 401;

export class Outbox {
  private comments: readonly Outgoing[];
  private isSending = false;
  private pause = FIRST_PAUSE_MS;
  private cancel: (() => void) | null = null;
  private waits = false;
  private readonly subscribers = new Set<() => void>();

  constructor(private readonly parts: OutboxParts) {
    this.comments = this.kept();
  }

  readonly subscribe = (subscriber: () => void): (() => void) => {
    this.subscribers.add(subscriber);
    return () => this.subscribers.delete(subscriber);
  };
  readonly all = (): readonly Outgoing[] => this.comments;
  /** Whether the last try found no server. */
  readonly isWaiting = (): boolean => this.waits;

  /** Begins to send what is kept; returns what ends it. */
  start(): () => void {
    const now = () => this.sendNow();
    window.addEventListener("online", now);
    this.sendNow();
    return () => {
      window.removeEventListener("online", now);
      this.cancel?.();
      this.cancel = null;
    };
  }

  add(comment: Omit<Outgoing, "refusal" | "at">): void {
    const at = new Date().toISOString();
    this.change([...this.comments, { ...comment, at, refusal: null }]);
    this.sendNow();
  }

  /** Takes a comment that was refused out, so that its words can be put right. */
  take(id: string): Outgoing | null {
    const found = this.comments.find((one) => one.id === id) ?? null;
    this.change(this.comments.filter((one) => one.id !== id));
    return found;
  }

  sendNow(): void {
    this.cancel?.();
    this.cancel = null;
    this.pause = FIRST_PAUSE_MS;
    void this.sendAll();
  }

  /** One after the other, so that an answer never overtakes what it follows. */
  private async sendAll(): Promise<void> {
    if (this.isSending) return;
    this.isSending = true;
    try {
      for (let next = this.next(); next !== undefined; next = this.next()) {
        if (!(await this.sendOne(next))) break;
      }
    } finally {
      this.isSending = false;
    }
  }

  private next(): Outgoing | undefined {
    return this.comments.find((one) => one.refusal === null);
  }

  private async sendOne(comment: Outgoing): Promise<boolean> {
    try {
      const thread = await this.parts.send(comment);
      this.waits = false;
      this.pause = FIRST_PAUSE_MS;
      this.change(this.comments.filter((one) => one.id !== comment.id));
      this.parts.onSent(comment, thread);
      return true;
    } catch (error) {
      if (!isPassing(error) && !isSignedOut(error)) {
        const refusal = error instanceof ProblemError ? error.detail || error.title : String(error);
        this.change(this.comments.map((one) => (one.id === comment.id ? { ...one, refusal } : one)));
        return true;
      }
      this.waits = true;
      this.tell();
      this.tryLater();
      return false;
    }
  }

  private tryLater(): void {
    this.cancel?.();
    const later = this.parts.later ?? byTimer;
    this.cancel = later(() => void this.sendAll(), this.pause);
    this.pause = Math.min(LONGEST_PAUSE_MS, this.pause * 2);
  }

  private change(comments: readonly Outgoing[]): void {
    const staying = new Set(comments.map(({ id }) => id));
    for (const { id } of this.comments) if (!staying.has(id)) this.parts.storage.removeItem(this.key(id));
    for (const one of comments) if (!this.comments.includes(one)) this.keep(one);
    this.comments = comments;
    this.tell();
  }

  /** Each under a key of its own: several tabs of one map never write over one another's. */
  private keep(comment: Outgoing): void {
    try {
      this.parts.storage.setItem(this.key(comment.id), JSON.stringify(comment));
    } catch (error) {
      // A full storage: the comment stays in this page's memory and is sent from there.
      if (!(error instanceof DOMException)) throw error;
    }
  }

  private tell(): void {
    for (const subscriber of this.subscribers) subscriber();
  }

  private kept(): readonly Outgoing[] {
    const { storage } = this.parts;
    const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? "");
    const found = keys.filter((key) => key.startsWith(this.key(""))).map((key) => storage.getItem(key));
    return found
      .map(readOutgoing)
      .filter((one) => one !== null)
      .sort((a, b) => a.at.localeCompare(b.at));
  }

  private key(id: string): string {
    return `sojourn-comment:${this.parts.mapId}:${id}`;
  }
}

function readOutgoing(text: string | null): Outgoing | null {
  try {
    const read: unknown = JSON.parse(text ?? "null");
    return isOutgoing(read) ? read : null;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return null;
  }
}

const isOutgoing = (value: unknown): value is Outgoing => {
  if (typeof value !== "object" || value === null) return false;
  const { id, text, target, at } = value as Partial<Outgoing>;
  return [id, text, target, at].every((one) => typeof one === "string");
};
