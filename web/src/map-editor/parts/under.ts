/** Which thing of the map an event speaks of. */
import { isTarget, type Target } from "../layout/target";

export function targetUnder(element: EventTarget | null): Target | null {
  const found = element instanceof Element ? element.closest<HTMLElement>("[data-target]") : null;
  return isTarget(found?.dataset.target) ? found.dataset.target : null;
}

export const isTyping = (event: { target: EventTarget | null }): boolean =>
  event.target instanceof Element && event.target.closest("textarea, input, select") !== null;
