import { ActionIcon, Menu } from "@mantine/core";
import { IconDotsVertical } from "@tabler/icons-react";
import { COMMANDS, type EditorCommand, shownKeys } from "../commands";
import { type Editor, useEditor } from "../context";
import menu from "./ContextMenu.module.css";
import classes from "./Toolbar.module.css";

const GROUPS = ["map", "edit", "add", "move", "view"] as const;

/** Every command of the editor by its word, in groups, with its keys. */
export function AllCommands() {
  const editor = useEditor();
  const { t } = editor;
  return (
    <Menu position="bottom-end" width={230} shadow="md">
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={34}
          className={classes.button}
          aria-label={t("toolbar.all")}
          title={t("toolbar.all")}
        >
          <IconDotsVertical size={20} stroke={1.7} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {GROUPS.map((group) => (
          <Menu.Sub key={group} position="left-start">
            <Menu.Sub.Target>
              <Menu.Sub.Item>{t(`shortcuts.group.${group}`)}</Menu.Sub.Item>
            </Menu.Sub.Target>
            <Menu.Sub.Dropdown className={classes.menu}>
              {COMMANDS.filter((command) => command.group === group).map((command) => (
                <Item key={command.id} editor={editor} command={command} />
              ))}
            </Menu.Sub.Dropdown>
          </Menu.Sub>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Item({ editor, command }: { editor: Editor; command: EditorCommand }) {
  const keys = command.keys?.[0];
  return (
    <Menu.Item
      disabled={!command.enabled(editor)}
      leftSection={<command.icon size={17} aria-hidden="true" />}
      rightSection={keys !== undefined && <kbd className={menu.keys}>{shownKeys(keys)}</kbd>}
      onClick={() => command.run(editor)}
    >
      {editor.t(`commands.${command.id}`)}
    </Menu.Item>
  );
}
