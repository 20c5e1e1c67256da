/** Panning and zooming of a picture by pointer, wheel and keys. */
import { type KeyboardEvent, type PointerEvent, useCallback, useEffect, useRef, useState } from "react";

interface Viewport {
  x: number;
  y: number;
  scale: number;
}

const STEP = 1.25;
const PAN = 60;
const SMALLEST = 0.1;
const LARGEST = 4;

/** What a key does: move the picture, zoom by a factor, or show all of it. */
const KEYS: Record<string, { x: number; y: number } | number | "all"> = {
  ArrowLeft: { x: PAN, y: 0 },
  ArrowRight: { x: -PAN, y: 0 },
  ArrowUp: { x: 0, y: PAN },
  ArrowDown: { x: 0, y: -PAN },
  "+": STEP,
  "-": 1 / STEP,
  "0": "all",
};

const LOWEST = 320;
const TALLEST = 1500;
/** Below this scale the words cannot be read; the picture is then larger than its frame. */
const READABLE = 0.62;

const clamp = (scale: number) => Math.min(LARGEST, Math.max(SMALLEST, scale));

/** Zooms so that the point under the pointer stays where it is. */
export function zoomedAt(view: Viewport, factor: number, x: number, y: number): Viewport {
  const scale = clamp(view.scale * factor);
  const ratio = scale / view.scale;
  return { scale, x: x - (x - view.x) * ratio, y: y - (y - view.y) * ratio };
}

/** The whole picture in the middle, never enlarged. */
export function fitted(
  picture: { width: number; height: number },
  frame: { width: number; height: number },
): Viewport {
  if (picture.width === 0 || picture.height === 0 || frame.width === 0) return { x: 0, y: 0, scale: 1 };
  const scale = clamp(Math.min(1, frame.width / picture.width, frame.height / picture.height));
  return {
    scale,
    x: (frame.width - picture.width * scale) / 2,
    y: Math.max(0, (frame.height - picture.height * scale) / 2),
  };
}

export function useViewport(picture: { width: number; height: number }) {
  const frame = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<Viewport>({ x: 0, y: 0, scale: 1 });
  const dragged = useRef<{ x: number; y: number } | null>(null);
  const { width, height } = picture;

  const [frameHeight, setFrameHeight] = useState(TALLEST);

  const showAll = useCallback(() => {
    const box = frame.current?.getBoundingClientRect();
    if (box !== undefined) setView(fitted({ width, height }, box));
  }, [width, height]);

  /** At first the whole width is shown, and the frame grows with the picture. */
  useEffect(() => {
    const box = frame.current?.getBoundingClientRect();
    if (box === undefined) return;
    const first = fitted({ width, height: 1 }, { width: box.width, height: TALLEST });
    const scale = Math.max(READABLE, first.scale);
    setView({ x: (box.width - width * scale) / 2, y: 0, scale });
    setFrameHeight(Math.min(TALLEST, Math.max(LOWEST, height * scale)));
  }, [width, height]);

  const zoom = useCallback((factor: number) => {
    const box = frame.current?.getBoundingClientRect();
    setView((before) => zoomedAt(before, factor, (box?.width ?? 0) / 2, (box?.height ?? 0) / 2));
  }, []);

  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    /** With Ctrl or a pinch only, so that the page still scrolls over the picture. */
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const box = element.getBoundingClientRect();
      const factor = Math.exp(-event.deltaY / 300);
      setView((before) => zoomedAt(before, factor, event.clientX - box.left, event.clientY - box.top));
    };
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => element.removeEventListener("wheel", onWheel);
  }, []);

  const pan = (x: number, y: number) =>
    setView((before) => ({ ...before, x: before.x + x, y: before.y + y }));

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    const move = KEYS[event.key];
    if (move === undefined) return;
    event.preventDefault();
    if (move === "all") showAll();
    else if (typeof move === "number") zoom(move);
    else pan(move.x, move.y);
  };

  const handlers = {
    onKeyDown,
    onPointerDown: (event: PointerEvent<HTMLDivElement>) => {
      if (event.button !== 0 || (event.target as Element).closest("[data-clickable]") !== null) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      dragged.current = { x: event.clientX, y: event.clientY };
    },
    onPointerMove: (event: PointerEvent) => {
      if (dragged.current === null) return;
      pan(event.clientX - dragged.current.x, event.clientY - dragged.current.y);
      dragged.current = { x: event.clientX, y: event.clientY };
    },
    onPointerUp: () => {
      dragged.current = null;
    },
  };

  return {
    frame,
    height: frameHeight,
    handlers,
    transform: `translate(${view.x} ${view.y}) scale(${view.scale})`,
    zoomIn: () => zoom(STEP),
    zoomOut: () => zoom(1 / STEP),
    showAll,
  };
}
