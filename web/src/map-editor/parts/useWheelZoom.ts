/** Zooming with Ctrl and the wheel, which is also how a trackpad's pinch arrives; what is under the pointer stays there. */
import { type RefObject, useEffect } from "react";
import { flushSync } from "react-dom";
import { useEditor } from "../context";

const PER_PIXEL = 0.0025;
/** A wheel's click counts as so much, whatever the wheel says. */
const MOST = 60;

export function useWheelZoom(view: RefObject<HTMLElement | null>): void {
  const { session } = useEditor();
  useEffect(() => {
    const element = view.current;
    if (element === null) return;
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const before = session.getState().zoom;
      const turned = Math.max(-MOST, Math.min(MOST, event.deltaY * (event.deltaMode === 0 ? 1 : 20)));
      const box = element.getBoundingClientRect();
      const [x, y] = [event.clientX - box.left, event.clientY - box.top];
      const { scrollLeft, scrollTop } = element;
      flushSync(() => session.zoomTo(before * Math.exp(-turned * PER_PIXEL)));
      const by = session.getState().zoom / before;
      element.scrollTo((scrollLeft + x) * by - x, (scrollTop + y) * by - y);
    };
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => element.removeEventListener("wheel", onWheel);
  }, [session, view]);
}
