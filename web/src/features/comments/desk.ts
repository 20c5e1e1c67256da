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
  /** What somebody asked to write about, if anybody did. */
  readonly writeAt: Target | null;
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
  private state: DeskState = { open: {}, unread: 0, wanted: null, writeAt: null, writeTurn: 0 };
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
  /** Which time somebody asks to write about this; 0 for not at all. */
  readonly writeTurn = (target: Target): number => (this.state.writeAt === target ? this.state.writeTurn : 0);
  readonly write = (target: Target): void =>
    this.update({ writeAt: target, writeTurn: this.state.writeTurn + 1 });
  /** Forgets the wish to write about this. */
  readonly wrote = (target: Target): void => {
    if (this.state.writeAt === target) this.update({ writeAt: null });
  };

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
