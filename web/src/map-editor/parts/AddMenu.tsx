import { Button, Menu } from "@mantine/core";
import { type Icon, IconPlus } from "@tabler/icons-react";
import { addLaneOf, addStage, addStep } from "../commands";
import { useEditor } from "../context";
import classes from "./AddMenu.module.css";
import { LANE_GROUP_NAMES, LANE_GROUPS } from "./lane-groups";
import { laneIcon } from "./lane-icons";

/** What can be added, each with a line on what it is for; lanes by whose side of the journey they tell of. */
export function AddMenu() {
  const editor = useEditor();
  const { t, readOnly } = editor;
  if (readOnly) return null;
  return (
    <Menu position="bottom-start" width="min(46rem, calc(100vw - 2rem))" shadow="md">
      <Menu.Target>
        <Button variant="default" size="sm" leftSection={<IconPlus size={16} aria-hidden="true" />}>
          {t("toolbar.add")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={classes.menu}>
        <div className={classes.parts}>
          {[addStage, addStep].map((command) => (
            <Item
              key={command.id}
              icon={command.icon}
              title={t(`commands.${command.id}`)}
              about={t(`add.${command.id}`)}
              disabled={!command.enabled(editor)}
              onClick={() => command.run(editor)}
            />
          ))}
        </div>
        <Menu.Divider />
        <Menu.Label>{t("toolbar.addLane")}</Menu.Label>
        <div className={classes.groups}>
          {LANE_GROUP_NAMES.map((group) => (
            <fieldset key={group} className={classes.group} aria-label={t(`add.group.${group}`)}>
              <Menu.Label className={classes.groupName}>{t(`add.group.${group}`)}</Menu.Label>
              {LANE_GROUPS[group].map((kind) => (
                <Item
                  key={kind}
                  icon={laneIcon(kind)}
                  title={t(`kind.${kind}`)}
                  about={t(`add.lane.${kind}`)}
                  onClick={() => addLaneOf(editor, kind)}
                />
              ))}
            </fieldset>
          ))}
        </div>
      </Menu.Dropdown>
    </Menu>
  );
}

interface ItemProps {
  icon: Icon;
  title: string;
  about: string;
  disabled?: boolean;
  onClick: () => void;
}

function Item({ icon: ItemIcon, title, about, disabled, onClick }: ItemProps) {
  return (
    <Menu.Item
      leftSection={<ItemIcon size={18} stroke={1.7} aria-hidden="true" />}
      className={classes.item}
      disabled={disabled}
      aria-label={title}
      aria-description={about}
      onClick={onClick}
    >
      <span className={classes.title}>{title}</span>
      <span className={classes.about}>{about}</span>
    </Menu.Item>
  );
}
