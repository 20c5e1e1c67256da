/** Feeds the one list of commands to keys and palette. */
import { createElement, useDeferredValue, useEffect, useMemo } from "react";
import { useLiveState } from "@/live";
import { type Command, useCommands } from "@/ui/commands";
import { COMMANDS, isPressed, shownKeys } from "./commands";
import { type Editor, useSessionState } from "./context";

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest("textarea, input, select, [contenteditable]") !== null;
/** Keys that mean something else to whoever has the focus: only the poster's own things give them up. */
const needsGrid = (keys: string): boolean => !keys.startsWith("mod+") && keys !== "?";
const isInGrid = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest("[data-target], [role='grid']") !== null;
const isInDialog = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest("[role='dialog'], [role='menu']") !== null;

export function useEditorKeys(editor: Editor): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (isTyping(event.target) || isInDialog(event.target) || event.defaultPrevented) return;
      const command = COMMANDS.find(
        ({ keys, enabled }) =>
          keys?.some((one) => isPressed(one, event) && (!needsGrid(one) || isInGrid(event.target))) &&
          enabled(editor),
      );
      if (command === undefined) return;
      if (event.key === "Enter" && event.target instanceof HTMLButtonElement) return;
      event.preventDefault();
      command.run(editor);
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [editor]);
}

export function usePaletteCommands(editor: Editor): void {
  const { t } = editor;
  const selected = useDeferredValue(useSessionState((state) => state.selected));
  const canUndo = useLiveState((state) => state.canUndo);
  const canRedo = useLiveState((state) => state.canRedo);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is enabled depends on these.
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
    [editor, t, selected, canUndo, canRedo],
  );
  useCommands(commands);
}
