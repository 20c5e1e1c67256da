/** A command: one thing to do, reached alike from toolbar, menus, keys and palette. */
import type { Icon } from "@tabler/icons-react";
import type { Editor } from "../context";
import type { Kind } from "../layout/target";

export interface EditorCommand {
  /** Also names its text, `commands.<id>`. */
  readonly id: string;
  readonly group: "edit" | "add" | "move" | "map" | "view";
  readonly icon: Icon;
  /** Keys such as `mod+z` or `alt+ArrowLeft`; `mod` is Ctrl, or Cmd on a Mac. The first one is shown. */
  readonly keys?: readonly string[];
  /** Kinds of things whose menu offers it. */
  readonly menu?: readonly Kind[];
  /** Its keys count only while the focus is on the poster; elsewhere they are the browser's. */
  readonly inGrid?: boolean;
  /** Its keys count also while a text is being written. */
  readonly whileWriting?: boolean;
  /** Its keys reach the editor as an event of the browser, not as a key press. */
  readonly byBrowser?: boolean;
  readonly enabled: (editor: Editor) => boolean;
  readonly run: (editor: Editor) => void;
}

interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** Whether a key press is the given one. Shift counts only where it is named, or with a letter. */
export function isPressed(keys: string, event: Pressed): boolean {
  const parts = keys.split("+");
  const named = parts.at(-1) === "" ? "+" : (parts.at(-1) ?? "");
  const key = named === "Space" ? " " : named;
  const mod = event.ctrlKey || event.metaKey;
  if (parts.includes("mod") !== mod || parts.includes("alt") !== event.altKey) return false;
  const shiftMatters = named.length > 1 || /^[a-z]$/.test(key);
  if (shiftMatters && parts.includes("shift") !== event.shiftKey) return false;
  return event.key.toLowerCase() === key.toLowerCase();
}

const SIGNS: Readonly<Record<string, string>> = {
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
  Delete: "Del",
  PageUp: "PgUp",
  PageDown: "PgDn",
  Escape: "Esc",
  alt: "Alt",
  shift: "Shift",
};

/** The keys as they are printed on the keyboard. */
export function shownKeys(keys: string, isMac: boolean = /Mac|iP/.test(navigator.platform)): string {
  if (keys === "+") return keys;
  if (keys.endsWith("++")) return `${shownKeys(keys.slice(0, -2), isMac)} +`;
  return keys
    .split("+")
    .map((part) =>
      part === "mod"
        ? isMac
          ? "⌘"
          : "Ctrl"
        : (SIGNS[part] ?? (part.length === 1 ? part.toUpperCase() : part)),
    )
    .join(" ");
}
