import { ActionIcon, Button, Menu } from "@mantine/core";
import { IconPencil, IconPlus } from "@tabler/icons-react";
import { LANES_WITHOUT_CARDS, type Lane, type Step } from "@/map-model";
import { change, useEditor } from "../context";
import { addCard } from "../layout/edits";
import { type Target, targetOf } from "../layout/target";
import { laneIcon } from "./lane-icons";
import classes from "./StackedMap.module.css";

/** Opens the fields of a thing in the sheet from below. */
export function EditButton({ target, name }: { target: Target; name: string }) {
  const { session, t, readOnly } = useEditor();
  if (readOnly) return null;
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={32}
      className={classes.edit}
      aria-label={t("stacked.edit", { name })}
      onClick={() => {
        session.select(target);
        session.showPanel("inspector");
      }}
    >
      <IconPencil size={17} aria-hidden="true" />
    </ActionIcon>
  );
}

/** Puts a card on a lane of a step, and opens its fields. */
export function AddToStep({ step, lanes }: { step: Step; lanes: readonly Lane[] }) {
  const editor = useEditor();
  const { live, session, t, readOnly } = editor;
  if (readOnly) return null;
  const add = (lane: string) => {
    const { edit, select } = addCard(live.getState().document, lane, step.id, {});
    if (!change(editor, edit)) return;
    session.select(select);
    session.showPanel("inspector");
  };
  return (
    <Menu position="bottom-start" shadow="md" width={240}>
      <Menu.Target>
        <Button
          variant="default"
          size="sm"
          className={classes.add}
          leftSection={<IconPlus size={16} aria-hidden="true" />}
          aria-label={t("stacked.add", { step: step.title })}
        >
          {t("toolbar.add")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={classes.addMenu}>
        <Menu.Item
          leftSection={<IconPencil size={17} aria-hidden="true" />}
          onClick={() => {
            session.select(targetOf("step", step.id));
            session.showPanel("inspector");
          }}
        >
          {t("stacked.step")}
        </Menu.Item>
        {lanes
          .filter(({ kind }) => !LANES_WITHOUT_CARDS.has(kind))
          .map((lane) => {
            const LaneIcon = laneIcon(lane.kind);
            return (
              <Menu.Item
                key={lane.id}
                leftSection={<LaneIcon size={17} aria-hidden="true" />}
                onClick={() => add(lane.id)}
              >
                {lane.title}
              </Menu.Item>
            );
          })}
      </Menu.Dropdown>
    </Menu>
  );
}
