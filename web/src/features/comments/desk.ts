/** What the editor and the panel know in common about the talk on one map. */
import type { CommentDesk, Target } from "@/map-editor";
import { Drafts } from "./drafts";
import { Outbox, type Outgoing } from "./outbox";
import { sendComment, type Talk, type Thread } from "./queries";

interface DeskState {
  readonly open: Readonly<Record<string, number>>;
  readonly unread: number;
  /** The thread that the page's address asks for. */
  readonly wanted: string | null;
  /** Raised whenever somebody asks to write. */
  readonly writeTurn: number;
}

export interface DeskParts {
  readonly mapId: string;
  readonly storage: Storage;
  readonly onSent: (comment: Outgoing, thread: Thread) => void;
}

export class Desk implements CommentDesk {
  readonly mapId: string;
  readonly drafts: Drafts;
  readonly outbox: Outbox;
  private state: DeskState = { open: {}, unread: 0, wanted: null, writeTurn: 0 };
  private readonly subscribers = new Set<() => void>();

  constructor({ mapId, storage, onSent }: DeskParts) {
    this.mapId = mapId;
    this.drafts = new Drafts(mapId, storage);
    this.outbox = new Outbox({ mapId, storage, onSent, send: (comment) => sendComment(mapId, comment) });
  }

  readonly subscribe = (subscriber: () => void): (() => void) => {
    this.subscribers.add(subscriber);
    return () => this.subscribers.delete(subscriber);
  };
  readonly openOn = (target: Target): number => this.state.open[target] ?? 0;
  readonly unread = (): number => this.state.unread;
  readonly wanted = (): string | null => this.state.wanted;
  readonly writeTurn = (): number => this.state.writeTurn;
  readonly write = (): void => this.update({ writeTurn: this.state.writeTurn + 1 });
  /** Forgets the wish to write: whatever is selected next keeps the focus where it is. */
  readonly wrote = (): void => this.update({ writeTurn: 0 });

  hear({ open, unread }: Pick<Talk, "open" | "unread">): void {
    this.update({ open, unread });
  }

  want(wanted: string | null): void {
    if (wanted !== this.state.wanted) this.update({ wanted });
  }

  private update(change: Partial<DeskState>): void {
    this.state = { ...this.state, ...change };
    for (const subscriber of this.subscribers) subscriber();
  }
}
