import { ActionIcon, Modal } from "@mantine/core";
import { IconArrowLeft, IconArrowRight, IconX } from "@tabler/icons-react";
import { type KeyboardEvent, type TouchEvent, useEffect, useMemo, useRef, useState } from "react";
import { useMapDocument } from "@/live";
import { useEditor, useSessionState } from "../context";
import classes from "./Present.module.css";
import { SlideView } from "./SlideView";
import { slidesOf } from "./slides";

const SWIPE = 60;
const TURNS: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowDown: 1,
  PageDown: 1,
  " ": 1,
  Enter: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
  PageUp: -1,
  Backspace: -1,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** The map as a talk in full screen: one stage at a time, in type that reads across a room. */
export function Present() {
  const { session, t } = useEditor();
  const opened = useSessionState((state) => state.dialog === "present");
  return (
    <Modal
      opened={opened}
      onClose={() => session.showDialog("none")}
      fullScreen
      padding={0}
      withCloseButton={false}
      title={t("present.title")}
      classNames={{ header: "sj-visually-hidden", body: classes.body, content: classes.content }}
      transitionProps={{ duration: 0 }}
    >
      {opened && <Talk onEnd={() => session.showDialog("none")} />}
    </Modal>
  );
}

function Talk({ onEnd }: { onEnd: () => void }) {
  const { t } = useEditor();
  const map = useMapDocument();
  const slides = useMemo(() => slidesOf(map), [map]);
  const [wanted, setWanted] = useState(0);
  const at = Math.min(wanted, slides.length - 1);
  const slide = slides[at] ?? { kind: "title" };
  const view = useRef<HTMLDivElement>(null);
  const touched = useRef(0);
  useFullScreen(view, onEnd);

  const turn = (by: number) => {
    setWanted(Math.max(0, Math.min(slides.length - 1, at + by)));
    const shown = view.current?.querySelector("[data-slide]");
    if (shown) shown.scrollTop = 0;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = TURNS[event.key];
    const onButton =
      event.target instanceof HTMLButtonElement && (event.key === " " || event.key === "Enter");
    if (by === undefined || onButton || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    turn(by);
  };
  const onTouchEnd = (event: TouchEvent) => {
    const moved = (event.changedTouches[0]?.clientX ?? 0) - touched.current;
    if (Math.abs(moved) > SWIPE) turn(moved < 0 ? 1 : -1);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys turn the slides, as the buttons below do.
    <div
      ref={view}
      className={classes.talk}
      onKeyDown={onKeyDown}
      onTouchStart={(event) => {
        touched.current = event.touches[0]?.clientX ?? 0;
      }}
      onTouchEnd={onTouchEnd}
    >
      <section
        className={classes.slide}
        data-slide=""
        data-autofocus
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a slide taller than the screen is scrolled by keys.
        tabIndex={0}
        aria-live="polite"
        aria-label={t("present.at", { at: at + 1, of: slides.length })}
      >
        <SlideView slide={slide} map={map} />
      </section>
      <footer className={classes.foot}>
        <progress className={classes.progress} max={slides.length} value={at + 1} aria-hidden="true" />
        <span className={classes.name}>{map.map.title}</span>
        <span className={classes.at}>{t("present.at", { at: at + 1, of: slides.length })}</span>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t("present.back")}
          disabled={at === 0}
          onClick={() => turn(-1)}
        >
          <IconArrowLeft size={20} aria-hidden="true" />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t("present.on")}
          disabled={at === slides.length - 1}
          onClick={() => turn(1)}
        >
          <IconArrowRight size={20} aria-hidden="true" />
        </ActionIcon>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t("present.end")} onClick={onEnd}>
          <IconX size={20} aria-hidden="true" />
        </ActionIcon>
      </footer>
    </div>
  );
}

/** Fills the screen where the browser lets it; leaving the full screen ends the talk. */
function useFullScreen(view: React.RefObject<HTMLElement | null>, onEnd: () => void): void {
  const end = useRef(onEnd);
  end.current = onEnd;
  useEffect(() => {
    const root = view.current?.closest<HTMLElement>("[role='dialog']") ?? null;
    if (root === null || !document.fullscreenEnabled) return;
    let entered = false;
    const onChange = () => {
      if (document.fullscreenElement !== null) entered = true;
      else if (entered) end.current();
    };
    document.addEventListener("fullscreenchange", onChange);
    // Refused without a press of a key or button just before: the talk then fills the window.
    root.requestFullscreen({ navigationUI: "hide" }).catch(() => undefined);
    return () => {
      document.removeEventListener("fullscreenchange", onChange);
      if (document.fullscreenElement !== null) void document.exitFullscreen();
    };
  }, [view]);
}
