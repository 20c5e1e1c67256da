/** Who else has the map open, and where they are. Never stored; drawn apart from the map. */
import type { At, Person, PresenceNews, Welcome } from "./protocol";

export interface PresenceState {
  /** This tab, as the server names it; `null` while there is no line. */
  readonly you: Omit<Person, "at"> | null;
  /** The others, in the order in which they came; a person with two tabs is there twice. */
  readonly people: readonly Person[];
}

const NOBODY: PresenceState = { you: null, people: [] };
/** Ten times a second at most. */
const SEND_EVERY_MS = 100;

const same = (a: At | null, b: At | null): boolean =>
  a === b ||
  (a !== null &&
    b !== null &&
    a.target === b.target &&
    a.editing === b.editing &&
    a.cursor?.x === b.cursor?.x &&
    a.cursor?.y === b.cursor?.y);

export class Presence {
  private state = NOBODY;
  private at: At | null = null;
  private sent: At | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private readonly subscribers = new Set<() => void>();

  /** `send` tells the server where this tab is; it may drop it while there is no line. */
  constructor(private readonly send: (at: At | null) => void) {}

  readonly subscribe = (subscriber: () => void): (() => void) => {
    this.subscribers.add(subscriber);
    return () => this.subscribers.delete(subscriber);
  };

  readonly getState = (): PresenceState => this.state;

  /** Says where this tab is; sent at once, or with the next of at most ten a second. */
  here(at: At | null): void {
    this.at = at;
    if (this.timer === null && !same(at, this.sent)) this.sendNow();
  }

  welcome({ you, people }: Welcome): void {
    this.publish({ you, people: people.filter(({ connection }) => connection !== you.connection) });
    this.sent = null;
    if (this.at !== null) this.sendNow();
  }

  receive({ joined, left, moved }: PresenceNews): void {
    const anew = new Set(joined.map(({ connection }) => connection));
    const gone = new Set([...left, this.state.you?.connection]);
    const places = new Map(moved.map(({ connection, at }) => [connection, at]));
    const people = [...this.state.people.filter(({ connection }) => !anew.has(connection)), ...joined]
      .filter(({ connection }) => !gone.has(connection))
      .map((person) => {
        const at = places.get(person.connection);
        return at === undefined ? person : { ...person, at };
      });
    this.publish({ ...this.state, people });
  }

  /** The line is down: nobody is known to be here. */
  clear(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.sent = null;
    if (this.state !== NOBODY) this.publish(NOBODY);
  }

  private sendNow(): void {
    this.sent = this.at;
    this.send(this.at);
    this.timer = setTimeout(() => {
      this.timer = null;
      if (!same(this.at, this.sent)) this.sendNow();
    }, SEND_EVERY_MS);
  }

  private publish(state: PresenceState): void {
    this.state = state;
    for (const subscriber of this.subscribers) subscriber();
  }
}
