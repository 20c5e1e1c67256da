/** The browser's own copy, cut and paste, while the focus is on the poster. */
import { useEffect } from "react";
import { copyTo, cutTo, pasteFrom } from "../clipboard/clipboard";
import { useEditor } from "../context";
import { isTyping } from "./under";

const isOnPoster = (): boolean => document.activeElement?.closest("[role='grid']") !== null;

export function useClipboard(): void {
  const editor = useEditor();
  useEffect(() => {
    let plain = false;
    const isOurs = (event: ClipboardEvent): event is ClipboardEvent & { clipboardData: DataTransfer } =>
      event.clipboardData !== null && !isTyping(event) && isOnPoster();
    // Ctrl+Shift+V arrives as a paste like any other; only its keys tell that the text alone is wanted.
    const onKey = (event: KeyboardEvent) => {
      plain = event.shiftKey;
    };
    const onCopy = (event: ClipboardEvent) => {
      if (isOurs(event) && copyTo(editor, event.clipboardData)) event.preventDefault();
    };
    const onCut = (event: ClipboardEvent) => {
      if (isOurs(event) && cutTo(editor, event.clipboardData)) event.preventDefault();
    };
    const onPaste = (event: ClipboardEvent) => {
      if (!isOurs(event)) return;
      const { clipboardData: data } = event;
      const read = { html: data.getData("text/html"), text: data.getData("text/plain") };
      if (pasteFrom(editor, read, { plain })) event.preventDefault();
    };
    document.addEventListener("keydown", onKey, true);
    document.addEventListener("copy", onCopy);
    document.addEventListener("cut", onCut);
    document.addEventListener("paste", onPaste);
    return () => {
      document.removeEventListener("keydown", onKey, true);
      document.removeEventListener("copy", onCopy);
      document.removeEventListener("cut", onCut);
      document.removeEventListener("paste", onPaste);
    };
  }, [editor]);
}
