import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { type EditorCommand, shownKeys } from "../commands";
import { useEditor, useSessionState } from "../context";
import type { Panel } from "../session";
import classes from "./Toolbar.module.css";

export interface CommandButtonProps {
  command: EditorCommand;
  /** The panel that the command opens and closes. */
  panel?: Panel;
  /** Written out: the few commands that nobody should have to guess. */
  words?: boolean;
  filled?: boolean;
  /** Whether what it turns on is on; a button that opens a panel knows by itself. */
  pressed?: boolean;
}

/** A command in the toolbar: by its icon, or by its icon and its word. */
export function CommandButton({
  command,
  panel,
  words = false,
  filled = false,
  pressed,
}: CommandButtonProps) {
  const editor = useEditor();
  const open = useSessionState((state) => state.panel);
  // What is enabled may hang on what is selected; a button is drawn again only when that turns.
  const isEnabled = useSessionState(() => command.enabled(editor));
  const label = editor.t(`commands.${command.id}`);
  const keys = command.keys?.[0];
  const isOpen = pressed ?? (panel !== undefined && open === panel);
  const shared = {
    "aria-pressed": panel === undefined && pressed === undefined ? undefined : isOpen,
    "data-open": isOpen || undefined,
    disabled: !isEnabled,
    onClick: () => command.run(editor),
  };
  return (
    <Tooltip
      label={keys === undefined ? label : `${label} · ${shownKeys(keys)}`}
      openDelay={400}
      classNames={{ tooltip: classes.tooltip }}
    >
      {words ? (
        <Button
          {...shared}
          size="sm"
          variant={filled ? "filled" : "default"}
          className={classes.word}
          leftSection={<command.icon size={17} stroke={1.8} aria-hidden="true" />}
        >
          {editor.t(`toolbar.words.${command.id}`, { defaultValue: label })}
        </Button>
      ) : (
        <ActionIcon
          {...shared}
          variant="subtle"
          color="gray"
          size={34}
          className={classes.button}
          aria-label={label}
        >
          <command.icon size={20} stroke={1.7} aria-hidden="true" />
        </ActionIcon>
      )}
    </Tooltip>
  );
}
