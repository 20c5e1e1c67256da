/** The text of an open field: saved in pauses, joined with what others write in it meanwhile. */
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { type Caret, TextInWork, type TextKind } from "./live-text";

/** Longest time that a written character waits before it is saved. */
const PAUSE_MS = 500;

export type TextElement = HTMLInputElement | HTMLTextAreaElement;

export interface LiveTextOptions extends TextKind {
  /** What the map shows. */
  value: string;
  /** The first characters, typed before the field was there; they replace the text. */
  typed?: string | null;
  /**
   * Saves; `base` is what the author saw when they began to write, so that nobody's words are lost.
   * `false`: the map did not take it.
   */
  onWrite: (text: string, base: string) => boolean;
}

export interface LiveText<Field extends TextElement> {
  ref: RefObject<Field | null>;
  text: string;
  onChange: (event: { currentTarget: Field }) => void;
  /** Saves what is written now, without waiting for a pause. */
  write: () => void;
  /** Saves, and shows what is saved: the field is left. */
  leave: () => void;
  /** Brings back the text as it was, with what others have written since. */
  revert: () => void;
}

/**
 * A text that is written while the map changes. Each instance belongs to one field of one thing: give the
 * component that uses it a key, so that it never goes on with another's text.
 */
export function useLiveText<Field extends TextElement>({
  value,
  typed = null,
  required,
  isName,
  onWrite,
}: LiveTextOptions): LiveText<Field> {
  const ref = useRef<Field>(null);
  const [work] = useState(() => new TextInWork(value, typed ?? value, { required, isName }));
  const [text, setText] = useState(work.text);
  const latest = useRef(onWrite);
  latest.current = onWrite;
  const show = useCallback(() => setText(work.text), [work]);
  /** Answers what the map shows still, where it did not take what was written. */
  const save = useCallback((): string | undefined => {
    const saved = work.toSave();
    return saved === null || latest.current(saved.text, saved.base) ? undefined : saved.base;
  }, [work]);
  const write = useCallback(() => void save(), [save]);

  useArrivals(ref, work, value, { text, show });
  // biome-ignore lint/correctness/useExhaustiveDependencies: every change of the text begins a new pause.
  useEffect(() => {
    const timer = setTimeout(write, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, write]);
  useEffect(() => {
    // A phone may end a page that is not looked at without another word.
    document.addEventListener("visibilitychange", write);
    window.addEventListener("pagehide", write);
    return () => {
      document.removeEventListener("visibilitychange", write);
      window.removeEventListener("pagehide", write);
      write();
    };
  }, [write]);

  const onChange = useCallback(
    ({ currentTarget }: { currentTarget: Field }) => {
      work.text = currentTarget.value;
      show();
    },
    [show, work],
  );
  const leave = useCallback(() => {
    work.close(save());
    show();
  }, [show, work, save]);
  const revert = useCallback(() => {
    work.revert();
    show();
  }, [show, work]);
  return { ref, text, onChange, write, leave, revert };
}

/** Takes in what the map shows, and keeps the caret with the words that it stands in. */
function useArrivals(
  ref: RefObject<TextElement | null>,
  work: TextInWork,
  value: string,
  { text, show }: { text: string; show: () => void },
): void {
  const caret = useRef<Caret | null>(null);
  const composing = useComposing(ref);
  useLayoutEffect(() => {
    if (composing) return;
    const field = ref.current;
    const end = work.text.length;
    const before = work.text;
    const now = { start: field?.selectionStart ?? end, end: field?.selectionEnd ?? end };
    const moved = work.arrived(value, now);
    if (work.text === before) return;
    caret.current = moved;
    show();
  }, [value, work, composing, ref, show]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: React has put the new text into the field by now.
  useLayoutEffect(() => {
    const field = ref.current;
    if (caret.current === null || field === null) return;
    if (document.activeElement === field) field.setSelectionRange(caret.current.start, caret.current.end);
    caret.current = null;
  }, [text, ref]);
}

/** Whether characters are being composed from several keys; the field must not be changed under them. */
function useComposing(ref: RefObject<TextElement | null>): boolean {
  const [composing, setComposing] = useState(false);
  useEffect(() => {
    const field = ref.current;
    const begin = () => setComposing(true);
    const end = () => setComposing(false);
    field?.addEventListener("compositionstart", begin);
    field?.addEventListener("compositionend", end);
    return () => {
      field?.removeEventListener("compositionstart", begin);
      field?.removeEventListener("compositionend", end);
    };
  }, [ref]);
  return composing;
}
