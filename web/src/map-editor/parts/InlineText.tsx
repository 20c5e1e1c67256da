import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from "react";
import classes from "./InlineText.module.css";

/** Longest time that a written character waits before it is saved. */
const PAUSE_MS = 500;

export interface InlineTextProps {
  label: string;
  value: string;
  /** The first character, typed before the field was there; it replaces the text. */
  typed?: string | null;
  placeholder?: string;
  /** Called after each pause and at the end; `text` has no space around it. */
  onWrite: (text: string) => void;
  /** The field closes: by Enter, by Tab towards a neighbour, or by leaving it. */
  onEnd: (next: "stay" | "left" | "right" | "leave") => void;
  className?: string;
}

/** A text that is written where it stands. Enter ends, Shift+Enter breaks the line, Esc brings the old text back. */
export function InlineText({ label, value, typed, placeholder, onWrite, onEnd, className }: InlineTextProps) {
  const [text, setText] = useState(typed ?? value);
  const field = useRef<HTMLTextAreaElement>(null);
  const original = useRef(value);
  const written = useRef(value);
  const latest = useRef({ text, onWrite });
  latest.current = { text, onWrite };
  const opening = useRef(typed ?? null);

  const write = useCallback((next: string) => {
    const trimmed = next.trim();
    if (trimmed === written.current) return;
    written.current = trimmed;
    latest.current.onWrite(trimmed);
  }, []);
  useEffect(() => {
    const timer = setTimeout(() => write(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, write]);
  useEffect(() => {
    const area = field.current;
    area?.focus();
    if (opening.current === null) area?.select();
    else area?.setSelectionRange(area.value.length, area.value.length);
    const keep = () => write(latest.current.text);
    window.addEventListener("pagehide", keep);
    return () => window.removeEventListener("pagehide", keep);
  }, [write]);

  const end = (next: "stay" | "left" | "right" | "leave") => {
    write(text);
    onEnd(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") {
      setText(original.current);
      latest.current.text = original.current;
      write(original.current);
      onEnd("stay");
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      end("stay");
    } else if (event.key === "Tab") {
      event.preventDefault();
      end(event.shiftKey ? "left" : "right");
    }
  };
  return (
    <textarea
      ref={field}
      rows={1}
      aria-label={label}
      className={`${classes.field} ${className ?? ""}`}
      value={text}
      placeholder={placeholder}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={onKeyDown}
      onBlur={() => end("leave")}
      onPointerDown={(event) => event.stopPropagation()}
    />
  );
}
