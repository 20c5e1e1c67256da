/** What this tab is doing with the map: selection, text in work, zoom, open panels. Never saved, never shared. */
import { newId } from "@/map-model";
import type { Block } from "./clipboard/block";
import type { Growth } from "./clipboard/paste";
import { type Target, THE_MAP } from "./layout/target";
import type { View } from "./reality/reality";

export type Panel =
  | "none"
  | "inspector"
  | "comments"
  | "problems"
  | "opportunities"
  | "versions"
  | "history"
  | "reality";
export type Dialog = "none" | "shortcuts" | "export" | "print" | "find" | "present" | "share";

/** How the emotion curves are shown and drawn. */
export interface CurveState {
  /** The lane whose curve the pen draws. */
  readonly drawing: string | null;
  /** Whose curve the pen draws: a persona, or customers in general. */
  readonly persona: string | null;
  /** Which part of the feeling the pen draws: the stage's own, the service's, or both together. */
  readonly aspect: "context" | "service" | null;
  readonly show: "all" | "whole" | "parts";
  /** Whose lines are put back; their points stay, small. */
  readonly hidden: readonly (string | null)[];
}

/** What was picked up to be moved by keyboard, and where it would be put down. */
export interface Held {
  readonly targets: readonly Target[];
  readonly over: Target;
  readonly after: boolean;
}

/** A paste that waits for an answer: it is larger than the map. */
export interface PasteQuestion {
  readonly block: Block;
  readonly at: Target;
  readonly growth: Growth;
}

/** Something said to screen readers; `turn` tells two equal messages apart. */
export interface Said {
  readonly text: string;
  readonly turn: number;
}

export interface SessionState {
  /** The active thing: it has the focus, and typing writes into it. */
  readonly selected: Target;
  /** What is selected beside the active thing; empty for one. */
  readonly range: readonly Target[];
  /** Where a range that began at the active thing ends; the active thing itself while there is none. */
  readonly head: Target;
  readonly held: Held | null;
  /** Stages and lanes that are folded together. Kept for this person, never shared. */
  readonly collapsed: ReadonlySet<Target>;
  /** The cell at the lower right corner of the selection. */
  readonly corner: Target | null;
  /** The cells that a fill would write into, while its handle is dragged. */
  readonly filling: ReadonlySet<Target>;
  readonly said: Said;
  readonly pasting: PasteQuestion | null;
  /** The thing whose text is being written; `cell:…` stands for a card that is not there yet. */
  readonly editing: Target | null;
  /** The first character typed onto a focused thing, which replaces its text. */
  readonly typed: string | null;
  /** Marks what is written in one go, so that it is undone as one. */
  readonly writing: string;
  readonly panel: Panel;
  /** Whose history the panel tells. */
  readonly historyOf: Target;
  readonly dialog: Dialog;
  readonly menu: { readonly target: Target; readonly x: number; readonly y: number } | null;
  readonly zoom: number;
  /** Whether the map is shown as the team thinks it is, as it is, or both. */
  readonly view: View;
  /** Whether the map is tinted by how well each claim is founded. */
  readonly grades: boolean;
  /** Whether the form for evidence is asked for. */
  readonly citing: boolean;
  readonly curve: CurveState;
  /** Whether the fields that are seldom needed are unfolded. */
  readonly more: boolean;
  /** The step that a link is being drawn from. */
  readonly linking: string | null;
  /** The person whose place on the map is kept in view, until one acts oneself. */
  readonly following: string | null;
  /** Raised whenever keyboard focus must follow the selection. */
  readonly focusTurn: number;
}

export const LEAST_ZOOM = 0.2;
export const MOST_ZOOM = 2;
const NONE: readonly Target[] = [];

/** Everything that is selected, the active thing first. */
export const targetsOf = ({ selected, range }: SessionState): readonly Target[] =>
  range.length === 0 ? [selected] : [selected, ...range];

/** Where the folded things of one map are kept between visits. */
export interface CollapsedStorage {
  readonly read: () => readonly Target[];
  readonly write: (collapsed: readonly Target[]) => void;
}

export class EditorSession {
  private state: SessionState = {
    selected: THE_MAP,
    range: NONE,
    head: THE_MAP,
    held: null,
    corner: null,
    filling: new Set(),
    collapsed: new Set(),
    said: { text: "", turn: 0 },
    pasting: null,
    editing: null,
    typed: null,
    writing: "",
    panel: "none",
    historyOf: THE_MAP,
    dialog: "none",
    menu: null,
    zoom: 1,
    view: "think",
    grades: false,
    citing: false,
    curve: { drawing: null, persona: null, aspect: null, show: "all", hidden: [] },
    more: false,
    linking: null,
    following: null,
    focusTurn: 0,
  };
  private readonly subscribers = new Set<() => void>();
  /** Who draws one thing, told only when what this tab does with that thing changes. */
  private readonly watchers = new Map<Target, Set<() => void>>();
  private inRange: ReadonlySet<Target> = new Set();
  /** The panel opens with the first selection, unless the user has closed or chosen one. */
  private panelIsChosen = false;

  readonly subscribe = (subscriber: () => void): (() => void) => {
    this.subscribers.add(subscriber);
    return () => this.subscribers.delete(subscriber);
  };
  readonly getState = (): SessionState => this.state;

  constructor(private readonly kept: CollapsedStorage | null = null) {
    this.state = { ...this.state, collapsed: new Set(kept?.read() ?? []) };
  }

  /** Like `subscribe`, for one thing: a map of thousands of cells redraws the two that change. */
  readonly watch = (target: Target, watcher: () => void): (() => void) => {
    const watchers = this.watchers.get(target) ?? new Set();
    this.watchers.set(target, watchers);
    watchers.add(watcher);
    return () => {
      watchers.delete(watcher);
      if (watchers.size === 0) this.watchers.delete(target);
    };
  };

  /** Whether a thing is selected beside the active one. */
  readonly isInRange = (target: Target): boolean => this.inRange.has(target);

  select(target: Target, { focus = false }: { focus?: boolean } = {}): void {
    this.update({
      selected: target,
      range: NONE,
      head: target,
      editing: null,
      typed: null,
      ...this.panelFor(target),
      ...(focus ? this.nextTurn() : {}),
    });
  }

  /** Selects several things; `selected` stays or becomes the active one. */
  selectRange(
    selected: Target,
    targets: Iterable<Target>,
    { head = selected, focus = false }: { head?: Target; focus?: boolean } = {},
  ): void {
    const range = [...new Set(targets)].filter((target) => target !== selected);
    this.update({ selected, range, head, editing: null, typed: null, ...(focus ? this.nextTurn() : {}) });
  }

  /** Says where the handle for filling stands. */
  showCorner(corner: Target | null): void {
    if (this.state.corner !== corner) this.update({ corner });
  }

  showFill(targets: readonly Target[]): void {
    if (targets.length > 0 || this.state.filling.size > 0) this.update({ filling: new Set(targets) });
  }

  hold(held: Held | null): void {
    this.update({ held, menu: null });
  }

  /** Asks what to do with a block that is larger than the map; `null` ends the question. */
  askToPaste(pasting: PasteQuestion | null): void {
    this.update({ pasting });
  }

  /** Tells something to whoever listens instead of looking. */
  say(text: string): void {
    this.update({ said: { text, turn: this.state.said.turn + 1 } });
  }

  /** Folds stages and lanes together or opens them again. */
  collapse(targets: Iterable<Target>, on: boolean): void {
    const before = this.state.collapsed;
    const changes = [...targets].filter((target) => before.has(target) !== on);
    if (changes.length === 0) return;
    const collapsed = new Set(before);
    for (const target of changes) {
      if (on) collapsed.add(target);
      else collapsed.delete(target);
    }
    this.kept?.write([...collapsed]);
    this.update({ collapsed });
  }

  edit(
    target: Target,
    { typed = null, writing = newId("op") }: { typed?: string | null; writing?: string } = {},
  ): void {
    const range = target === this.state.selected ? this.state.range : NONE;
    this.update({ selected: target, range, head: target, editing: target, typed, writing, menu: null });
  }

  endEdit(): void {
    this.update({ editing: null, typed: null, ...this.nextTurn() });
  }

  /** Closes the text in work without taking the focus from where the user went. */
  leaveEdit(): void {
    if (this.state.editing !== null) this.update({ editing: null, typed: null });
  }

  openMenu(target: Target, x: number, y: number): void {
    const isSelected = targetsOf(this.state).includes(target);
    const { range, head } = isSelected ? this.state : { range: NONE, head: target };
    const all = isSelected ? targetsOf(this.state).filter((one) => one !== target) : range;
    this.update({ selected: target, range: all, head, editing: null, menu: { target, x, y } });
  }

  closeMenu(): void {
    if (this.state.menu !== null) this.update({ menu: null });
  }

  showGrades(grades: boolean): void {
    this.update({ grades });
  }

  /** Asks for the form for evidence, or says that it is open. */
  cite(citing = true): void {
    this.update({ citing });
  }

  follow(following: string | null): void {
    if (this.state.following !== following) this.update({ following });
  }

  showPanel(panel: Panel): void {
    this.panelIsChosen = true;
    this.update({ panel });
  }

  /** Tells who changed what, of one thing or of the whole map. */
  showHistory(historyOf: Target = THE_MAP): void {
    this.panelIsChosen = true;
    this.update({ panel: "history", historyOf });
  }

  togglePanel(panel: Panel): void {
    this.showPanel(this.state.panel === panel ? "none" : panel);
  }

  showDialog(dialog: Dialog): void {
    this.update({ dialog, menu: null });
  }

  zoomTo(zoom: number): void {
    this.update({ zoom: Math.min(MOST_ZOOM, Math.max(LEAST_ZOOM, Math.round(zoom * 100) / 100)) });
  }

  setView(view: View): void {
    this.update({ view });
  }

  setCurve(change: Partial<CurveState>): void {
    this.update({ curve: { ...this.state.curve, ...change } });
  }

  unfoldMore(more: boolean): void {
    if (this.state.more !== more) this.update({ more });
  }

  /** Begins a link from a step, or ends it with `null`. */
  link(from: string | null): void {
    this.update({ linking: from, menu: null });
  }

  private panelFor(target: Target): { panel?: Panel } {
    return this.panelIsChosen || target === THE_MAP ? {} : { panel: "inspector" };
  }

  private nextTurn(): { focusTurn: number } {
    return { focusTurn: this.state.focusTurn + 1 };
  }

  private update(change: Partial<SessionState>): void {
    const before = this.state;
    const rangeBefore = this.inRange;
    this.state = { ...before, ...change };
    if (before.range !== this.state.range) this.inRange = new Set(this.state.range);
    for (const subscriber of this.subscribers) subscriber();
    for (const target of this.changedSince(before, rangeBefore))
      for (const watcher of this.watchers.get(target) ?? []) watcher();
  }

  /** The things that look different now. */
  private changedSince(before: SessionState, rangeBefore: ReadonlySet<Target>): ReadonlySet<Target> {
    const changed = new Set<Target>();
    const { selected, editing, held, corner, filling } = this.state;
    if (before.selected !== selected) changed.add(before.selected).add(selected);
    if (before.filling !== filling) for (const target of [...before.filling, ...filling]) changed.add(target);
    for (const [one, other] of [
      [before.editing, editing],
      [before.corner, corner],
    ] as const)
      if (one !== other) for (const target of [one, other]) if (target !== null) changed.add(target);
    if (before.held !== held)
      for (const one of [before.held, held])
        for (const target of one === null ? [] : [...one.targets, one.over]) changed.add(target);
    if (rangeBefore === this.inRange) return changed;
    for (const target of rangeBefore) if (!this.inRange.has(target)) changed.add(target);
    for (const target of this.inRange) if (!rangeBefore.has(target)) changed.add(target);
    return changed;
  }
}
