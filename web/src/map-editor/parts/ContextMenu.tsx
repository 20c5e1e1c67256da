import { Menu } from "@mantine/core";
import { COMMANDS, type EditorCommand, shownKeys } from "../commands";
import { useEditor, useSessionState } from "../context";
import { kindOf } from "../layout/target";
import classes from "./ContextMenu.module.css";

const GROUPS = ["edit", "add", "move"] as const;

/** What can be done with the thing under the pointer. */
export function ContextMenu() {
  const editor = useEditor();
  const { session, t } = editor;
  const menu = useSessionState((state) => state.menu);
  if (menu === null) return null;
  const offered = COMMANDS.filter(({ menu: kinds }) => kinds?.includes(kindOf(menu.target)));
  const item = (command: EditorCommand) => (
    <Menu.Item
      key={command.id}
      disabled={!command.enabled(editor)}
      color={command.id === "remove" ? "barrier" : undefined}
      leftSection={<command.icon size={17} aria-hidden="true" />}
      rightSection={command.keys?.[0] && <kbd className={classes.keys}>{shownKeys(command.keys[0])}</kbd>}
      onClick={() => command.run(editor)}
    >
      {t(`commands.${command.id}`)}
    </Menu.Item>
  );
  return (
    <Menu
      opened
      onClose={() => session.closeMenu()}
      position="bottom-start"
      width={250}
      shadow="md"
      returnFocus
    >
      <Menu.Target>
        <span className={classes.anchor} style={{ left: menu.x, top: menu.y }} />
      </Menu.Target>
      <Menu.Dropdown>
        {GROUPS.map((group) => {
          const commands = offered.filter((command) => command.group === group);
          if (commands.length === 0) return null;
          return (
            <div key={group} className={classes.group}>
              {commands.map(item)}
            </div>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
