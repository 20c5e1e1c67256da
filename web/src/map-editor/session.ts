/** What this tab is doing with the map: selection, text in work, zoom, open panels. Never saved, never shared. */
import { newId } from "@/map-model";
import { type Target, THE_MAP } from "./layout/target";

export type Panel = "none" | "inspector" | "comments" | "problems" | "opportunities";
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

export interface SessionState {
  readonly selected: Target;
  /** The thing whose text is being written; `cell:…` stands for a card that is not there yet. */
  readonly editing: Target | null;
  /** The first character typed onto a focused thing, which replaces its text. */
  readonly typed: string | null;
  /** Marks what is written in one go, so that it is undone as one. */
  readonly writing: string;
  readonly panel: Panel;
  readonly dialog: Dialog;
  readonly menu: { readonly target: Target; readonly x: number; readonly y: number } | null;
  readonly zoom: number;
  readonly curve: CurveState;
  /** The step that a link is being drawn from. */
  readonly linking: string | null;
  /** Raised whenever keyboard focus must follow the selection. */
  readonly focusTurn: number;
}

export const LEAST_ZOOM = 0.4;
export const MOST_ZOOM = 1.6;

export class EditorSession {
  private state: SessionState = {
    selected: THE_MAP,
    editing: null,
    typed: null,
    writing: "",
    panel: "none",
    dialog: "none",
    menu: null,
    zoom: 1,
    curve: { drawing: null, persona: null, aspect: null, show: "all", hidden: [] },
    linking: null,
    focusTurn: 0,
  };
  private readonly subscribers = new Set<() => void>();
  /** The panel opens with the first selection, unless the user has closed or chosen one. */
  private panelIsChosen = false;

  readonly subscribe = (subscriber: () => void): (() => void) => {
    this.subscribers.add(subscriber);
    return () => this.subscribers.delete(subscriber);
  };
  readonly getState = (): SessionState => this.state;

  select(target: Target, { focus = false }: { focus?: boolean } = {}): void {
    this.update({
      selected: target,
      editing: null,
      typed: null,
      ...this.panelFor(target),
      ...(focus ? this.nextTurn() : {}),
    });
  }

  edit(
    target: Target,
    { typed = null, writing = newId("op") }: { typed?: string | null; writing?: string } = {},
  ): void {
    this.update({ selected: target, editing: target, typed, writing, menu: null });
  }

  endEdit(): void {
    this.update({ editing: null, typed: null, ...this.nextTurn() });
  }

  /** Closes the text in work without taking the focus from where the user went. */
  leaveEdit(): void {
    if (this.state.editing !== null) this.update({ editing: null, typed: null });
  }

  openMenu(target: Target, x: number, y: number): void {
    this.update({ selected: target, editing: null, menu: { target, x, y } });
  }

  closeMenu(): void {
    if (this.state.menu !== null) this.update({ menu: null });
  }

  showPanel(panel: Panel): void {
    this.panelIsChosen = true;
    this.update({ panel });
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

  setCurve(change: Partial<CurveState>): void {
    this.update({ curve: { ...this.state.curve, ...change } });
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
    this.state = { ...this.state, ...change };
    for (const subscriber of this.subscribers) subscriber();
  }
}
