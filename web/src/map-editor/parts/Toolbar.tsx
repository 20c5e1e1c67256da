import { ActionIcon, Button, Menu, Tooltip } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useLiveState } from "@/live";
import { LANE_KINDS } from "@/map-model";
import {
  addLaneOf,
  addStage,
  addStep,
  type EditorCommand,
  exportMap,
  inspector,
  measure,
  opportunities,
  problems,
  redo,
  shortcuts,
  shownKeys,
  undo,
} from "../commands";
import { zoomCommands } from "../commands/zoom";
import { useEditor, useSessionState } from "../context";
import { laneIcon } from "./lane-icons";
import { SaveState } from "./SaveState";
import classes from "./Toolbar.module.css";

/** The commands that are wanted most. All others are in the menus and the palette. */
export function Toolbar({ narrow }: { narrow: boolean }) {
  const { t } = useEditor();
  if (narrow) return <NarrowToolbar />;
  return (
    <div role="toolbar" aria-label={t("toolbar.label")} className={classes.toolbar}>
      <SaveState />
      <div className={classes.group}>
        <HistoryButtons />
      </div>
      <div className={classes.group}>
        <AddMenu />
      </div>
      <div className={classes.group} data-wide="">
        <ZoomButtons />
      </div>
      <div className={classes.group}>
        <CommandButton command={measure} />
        <CommandButton command={problems} panel="problems" />
        <CommandButton command={opportunities} panel="opportunities" />
        <CommandButton command={exportMap} />
        <CommandButton command={shortcuts} />
        <CommandButton command={inspector} panel="inspector" />
      </div>
    </div>
  );
}

/** Narrow screens are for reading and reviewing. */
function NarrowToolbar() {
  return (
    <div role="toolbar" aria-label={useEditor().t("toolbar.label")} className={classes.toolbar}>
      <SaveState />
      <CommandButton command={measure} />
      <CommandButton command={exportMap} />
    </div>
  );
}

function CommandButton({ command, panel }: { command: EditorCommand; panel?: string }) {
  const editor = useEditor();
  const open = useSessionState((state) => state.panel);
  const label = editor.t(`commands.${command.id}`);
  const keys = command.keys?.[0];
  return (
    <Tooltip
      label={keys === undefined ? label : `${label} · ${shownKeys(keys)}`}
      openDelay={400}
      classNames={{ tooltip: classes.tooltip }}
    >
      <ActionIcon
        variant="subtle"
        color="gray"
        size={34}
        className={classes.button}
        aria-label={label}
        aria-pressed={panel === undefined ? undefined : open === panel}
        data-open={(panel !== undefined && open === panel) || undefined}
        disabled={!command.enabled(editor)}
        onClick={() => command.run(editor)}
      >
        <command.icon size={20} stroke={1.7} aria-hidden="true" />
      </ActionIcon>
    </Tooltip>
  );
}

function HistoryButtons() {
  useLiveState((state) => state.canUndo);
  useLiveState((state) => state.canRedo);
  return (
    <>
      <CommandButton command={undo} />
      <CommandButton command={redo} />
    </>
  );
}

function ZoomButtons() {
  const editor = useEditor();
  const zoom = useSessionState((state) => state.zoom);
  const [out, into, fit] = zoomCommands;
  return (
    <>
      {out && <CommandButton command={out} />}
      <button
        type="button"
        className={classes.zoom}
        aria-label={editor.t("toolbar.zoomNow", { zoom: Math.round(zoom * 100) })}
        onClick={() => editor.session.zoomTo(1)}
      >
        {Math.round(zoom * 100)} %
      </button>
      {into && <CommandButton command={into} />}
      {fit && <CommandButton command={fit} />}
    </>
  );
}

function AddMenu() {
  const editor = useEditor();
  const { t, readOnly } = editor;
  if (readOnly) return null;
  return (
    <Menu position="bottom-start" width={260} shadow="md">
      <Menu.Target>
        <Button variant="default" size="sm" leftSection={<IconPlus size={16} aria-hidden="true" />}>
          {t("toolbar.add")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={classes.addMenu}>
        {[addStage, addStep].map((command) => (
          <Menu.Item
            key={command.id}
            leftSection={<command.icon size={17} aria-hidden="true" />}
            disabled={!command.enabled(editor)}
            onClick={() => command.run(editor)}
          >
            {t(`commands.${command.id}`)}
          </Menu.Item>
        ))}
        <Menu.Label>{t("toolbar.addLane")}</Menu.Label>
        {LANE_KINDS.map((kind) => {
          const LaneIcon = laneIcon(kind);
          return (
            <Menu.Item
              key={kind}
              leftSection={<LaneIcon size={17} aria-hidden="true" />}
              onClick={() => addLaneOf(editor, kind)}
            >
              {t(`kind.${kind}`)}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
