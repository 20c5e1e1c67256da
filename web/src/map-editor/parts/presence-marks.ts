/**
 * Draws on the poster where the others are. The marks hang on the things themselves, so that they scroll, stick
 * and zoom with them, and they are drawn past React: nobody's cursor may make a cell draw again.
 */
import type { Person } from "@/live";
import { isTarget, kindOf } from "../layout/target";
import classes from "./Presence.module.css";

export interface MarksOptions {
  /** What stands on the tag of those who share a place. */
  readonly label: (people: readonly Person[]) => string;
}

/** Whether it is a place on the poster; others' places come from outside. */
export const isShown = (target: string): boolean =>
  isTarget(target) && kindOf(target) !== "map" && /^[\w:/.-]+$/.test(target);

export class PresenceMarks {
  private readonly marks = new Map<string, HTMLElement>();
  private readonly observer: MutationObserver;
  private frame: number | null = null;

  constructor(
    private readonly root: HTMLElement,
    private readonly options: MarksOptions,
  ) {
    this.observer = new MutationObserver(() => this.hangSoon());
  }

  /** Shows these people, each where they are, and nobody else. */
  draw(people: readonly Person[]): void {
    const places = new Map<string, Person[]>();
    for (const person of people) {
      const target = person.at?.target ?? "";
      if (isShown(target)) places.set(target, [...(places.get(target) ?? []), person]);
    }
    for (const [target, mark] of this.marks) if (!places.has(target)) this.drop(target, mark);
    for (const [target, here] of places) this.mark(target, here);
    this.hang();
    this.observer.disconnect();
    // Things come and go with edits and scrolling; nothing is watched while nobody is here.
    if (places.size > 0) this.observer.observe(this.root, { childList: true, subtree: true });
  }

  clear(): void {
    this.observer.disconnect();
    if (this.frame !== null) cancelAnimationFrame(this.frame);
    this.frame = null;
    for (const [target, mark] of this.marks) this.drop(target, mark);
  }

  private drop(target: string, mark: HTMLElement): void {
    mark.remove();
    this.marks.delete(target);
  }

  private mark(target: string, here: readonly Person[]): void {
    const mark = this.marks.get(target) ?? newMark();
    this.marks.set(target, mark);
    mark.dataset.color = String(here[0]?.color ?? 0);
    mark.toggleAttribute(
      "data-editing",
      here.some(({ at }) => at?.editing === true),
    );
    const label = this.options.label(here);
    const tag = mark.firstElementChild;
    if (tag !== null && tag.textContent !== label) tag.textContent = label;
  }

  /** Puts each mark into its thing, where that is on the screen. */
  private hang(): void {
    for (const [target, mark] of this.marks) {
      const thing = this.root.querySelector(`[data-target="${target}"]`);
      if (thing === null) mark.remove();
      else if (mark.parentElement !== thing) thing.append(mark);
    }
  }

  private hangSoon(): void {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null;
      this.hang();
    });
  }
}

function newMark(): HTMLElement {
  const mark = document.createElement("span");
  mark.className = classes.mark ?? "";
  mark.dataset.presence = "";
  mark.setAttribute("aria-hidden", "true");
  const tag = document.createElement("span");
  tag.className = classes.tag ?? "";
  mark.append(tag);
  return mark;
}
