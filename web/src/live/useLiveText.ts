/** The text of an open field: saved in pauses, joined with what others write in it meanwhile. */
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { TextInWork } from "./live-text";

/** Longest time that a written character waits before it is saved. */
const PAUSE_MS = 500;

export interface LiveTextOptions {
  /** What the map shows. */
  value: string;
  /** The first characters, typed before the field was there; they replace the text. */
  typed?: string | null;
  /** An empty text is not saved. */
  required?: boolean;
  /** Saves; `base` is what the author saw when they began to write, so that nobody's words are lost. */
  onWrite: (text: string, base: string) => void;
}

export interface LiveText<Field extends HTMLInputElement | HTMLTextAreaElement> {
  ref: RefObject<Field | null>;
  text: string;
  onChange: (event: { currentTarget: Field }) => void;
  /** Saves what is written now, without waiting for a pause. */
  write: () => void;
  /** Brings back the text as it was when the field opened, with what others have written since. */
  revert: () => void;
}

/** Only for fields that are open: each opening is a text in work of its own. */
export function useLiveText<Field extends HTMLInputElement | HTMLTextAreaElement>({
  value,
  typed = null,
  required = false,
  onWrite,
}: LiveTextOptions): LiveText<Field> {
  const ref = useRef<Field>(null);
  const [work] = useState(() => new TextInWork(value, typed ?? value, required));
  const [text, setText] = useState(work.text);
  const caret = useRef<{ start: number; end: number } | null>(null);
  const latest = useRef(onWrite);
  latest.current = onWrite;

  const write = useCallback(() => {
    const saved = work.toSave();
    if (saved !== null) latest.current(saved.text, saved.base);
  }, [work]);

  useLayoutEffect(() => {
    const field = ref.current;
    const end = work.text.length;
    const now = { start: field?.selectionStart ?? end, end: field?.selectionEnd ?? end };
    const moved = work.arrived(value, now);
    if (work.text === field?.value) return;
    caret.current = moved;
    setText(work.text);
  }, [value, work]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: React has put the new text into the field by now.
  useLayoutEffect(() => {
    const field = ref.current;
    if (caret.current === null || field === null) return;
    if (document.activeElement === field) field.setSelectionRange(caret.current.start, caret.current.end);
    caret.current = null;
  }, [text]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: every change of the text begins a new pause.
  useEffect(() => {
    const timer = setTimeout(write, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, write]);

  useEffect(() => {
    window.addEventListener("pagehide", write);
    return () => {
      window.removeEventListener("pagehide", write);
      write();
    };
  }, [write]);

  const put = useCallback(
    (next: string) => {
      work.text = next;
      setText(next);
    },
    [work],
  );
  return {
    ref,
    text,
    onChange: useCallback((event) => put(event.currentTarget.value), [put]),
    write,
    revert: useCallback(() => {
      work.revert();
      setText(work.text);
    }, [work]),
  };
}
