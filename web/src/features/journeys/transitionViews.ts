/** From the main road to everything: the library numbers the views, and says how much each of them covers. */
import type { Transition } from "@/api";

export interface TransitionView {
  number: number;
  /** Part of all transitions by count, 0 to 1. */
  cover: number;
}

/** The views that a log has, the main road first. */
export function viewsOf(ways: readonly Transition[]): TransitionView[] {
  const covers = new Map(ways.map((way) => [way.view, way.cover]));
  return [...covers].map(([number, cover]) => ({ number, cover })).sort((a, b) => a.number - b.number);
}

/** The view for a place of the slider, 0 (main road) to 1 (everything): by what is covered, not by number. */
export function viewAt(views: readonly TransitionView[], place: number): TransitionView {
  const first = views[0] ?? { number: 1, cover: 0 };
  const wanted = first.cover + (1 - first.cover) * place;
  return views.find((view) => view.cover >= wanted - 1e-9) ?? views.at(-1) ?? first;
}
