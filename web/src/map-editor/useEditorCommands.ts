/** Feeds the one list of commands to keys and palette. */
import { createElement, useEffect, useMemo } from "react";
import { type Command, useCommandPalette, useCommands } from "@/ui/commands";
import { COMMANDS, type EditorCommand, isPressed, shownKeys } from "./commands";
import type { Editor } from "./context";

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest("textarea, input, select, [contenteditable]") !== null;
/** Keys that mean something else to whoever has the focus: only the poster's own things give them up. */
const needsGrid = ({ inGrid = false }: EditorCommand, keys: string): boolean =>
  inGrid || (!keys.startsWith("mod+") && keys !== "?");
const isInGrid = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest("[data-target], [role='grid']") !== null;
const isInDialog = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest("[role='dialog'], [role='menu']") !== null;

export function useEditorKeys(editor: Editor): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (isInDialog(event.target) || event.defaultPrevented) return;
      const isWriting = isTyping(event.target);
      // A text keeps its keys to itself: what counts there is heard before it, all else after it.
      if (isWriting !== (event.eventPhase === Event.CAPTURING_PHASE)) return;
      const command = COMMANDS.find(
        (one) =>
          one.byBrowser !== true &&
          (!isWriting || one.whileWriting === true) &&
          one.keys?.some(
            (keys) => isPressed(keys, event) && (!needsGrid(one, keys) || isInGrid(event.target)),
          ) &&
          one.enabled(editor),
      );
      if (command === undefined) return;
      if (event.key === "Enter" && event.target instanceof HTMLButtonElement) return;
      event.preventDefault();
      command.run(editor);
    };
    window.addEventListener("keydown", onKeyDown);
    window.addEventListener("keydown", onKeyDown, { capture: true });
    return () => {
      window.removeEventListener("keydown", onKeyDown);
      window.removeEventListener("keydown", onKeyDown, { capture: true });
    };
  }, [editor]);
}

export function usePaletteCommands(editor: Editor): void {
  const { t } = editor;
  const { opened } = useCommandPalette();
  // What is enabled is asked when the palette opens, not at every step of a walk through the map.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is enabled depends on when it is asked.
  const commands = useMemo<Command[]>(
    () =>
      COMMANDS.map((command) => ({
        id: `map.${command.id}`,
        label: t(`commands.${command.id}`),
        group: t("palette.group"),
        icon: createElement(command.icon, { size: 18, "aria-hidden": true }),
        shortcut: command.keys?.[0] === undefined ? undefined : shownKeys(command.keys[0]),
        enabled: command.enabled(editor),
        run: () => command.run(editor),
      })),
    [editor, t, opened],
  );
  useCommands(commands);
}
