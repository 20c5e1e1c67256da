import { Button, Menu } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useLiveState } from "@/live";
import { LANE_KINDS } from "@/map-model";
import {
  addLaneOf,
  addStage,
  addStep,
  comments,
  exportMap,
  find,
  inspector,
  measure,
  present,
  redo,
  share,
  undo,
} from "../commands";
import { zoomCommands } from "../commands/zoom";
import { useEditor, useSessionState } from "../context";
import { AllCommands } from "./AllCommands";
import { CommandButton } from "./CommandButton";
import { laneIcon } from "./lane-icons";
import { People } from "./People";
import { SaveState } from "./SaveState";
import classes from "./Toolbar.module.css";

/** The commands that are wanted most. All others are in the menu at its end and in the palette. */
export function Toolbar({ narrow }: { narrow: boolean }) {
  const { t } = useEditor();
  if (narrow) return <NarrowToolbar />;
  return (
    <div role="toolbar" aria-label={t("toolbar.label")} className={classes.toolbar}>
      <SaveState />
      <People />
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
        <CommandButton command={find} />
        <CommandButton command={exportMap} />
        <CommandButton command={comments} panel="comments" />
        <CommandButton command={inspector} panel="inspector" />
      </div>
      <div className={classes.group} data-words="">
        <CommandButton command={present} words />
        <CommandButton command={share} words filled />
        <AllCommands />
      </div>
    </div>
  );
}

/** Narrow screens are for reading and reviewing. */
function NarrowToolbar() {
  return (
    <div role="toolbar" aria-label={useEditor().t("toolbar.label")} className={classes.toolbar}>
      <SaveState />
      <People />
      <div className={classes.group}>
        <CommandButton command={present} />
        <CommandButton command={comments} panel="comments" />
        <CommandButton command={share} />
        <CommandButton command={measure} />
        <CommandButton command={exportMap} />
      </div>
    </div>
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
