import { type KeyboardEvent, useEffect } from "react";
import { useLiveText } from "@/live";
import classes from "./InlineText.module.css";

/** Where one goes when a text is finished. */
export type EndOfText = "stay" | "down" | "next" | "previous" | "another" | "leave";

export interface InlineTextProps {
  label: string;
  /** What the map shows; it may change while one writes. */
  value: string;
  /** The first character, typed before the field was there; it replaces the text. */
  typed?: string | null;
  placeholder?: string;
  /** An empty text is not saved. */
  required?: boolean;
  /** Called after each pause and at the end; `text` has no space around it, `base` is what the writer saw. */
  onWrite: (text: string, base: string) => boolean;
  /** The field closes: by Enter, by Tab towards a neighbour, or by leaving it. */
  onEnd: (next: EndOfText) => void;
  className?: string;
}

/** A text that is written where it stands. Enter ends and goes down, Ctrl+Enter begins another card, Shift+Enter breaks the line, Esc brings the old text back. */
export function InlineText(props: InlineTextProps) {
  const { label, value, typed = null, placeholder, required, onWrite, onEnd, className } = props;
  const { ref, text, onChange, write, revert } = useLiveText<HTMLTextAreaElement>({
    value,
    typed,
    required,
    onWrite,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the field takes the focus once, when it opens.
  useEffect(() => {
    const area = ref.current;
    area?.focus();
    if (typed === null) area?.select();
    else area?.setSelectionRange(area.value.length, area.value.length);
  }, []);

  const end = (next: EndOfText) => {
    write();
    onEnd(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") {
      revert();
      end("stay");
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      end(event.ctrlKey || event.metaKey ? "another" : "down");
    } else if (event.key === "Tab") {
      event.preventDefault();
      end(event.shiftKey ? "previous" : "next");
    }
  };
  return (
    <textarea
      ref={ref}
      rows={1}
      aria-label={label}
      className={`${classes.field} ${className ?? ""}`}
      value={text}
      placeholder={placeholder}
      onChange={onChange}
      onKeyDown={onKeyDown}
      onBlur={() => end("leave")}
      onPointerDown={(event) => event.stopPropagation()}
    />
  );
}
