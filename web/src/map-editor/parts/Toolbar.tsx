import { useLiveState } from "@/live";
import { comments, exportMap, find, inspector, measure, present, redo, share, undo } from "../commands";
import { zoomCommands } from "../commands/zoom";
import { useEditor, useSessionState } from "../context";
import { GradesButton } from "../evidence/GradesButton";
import { ViewSwitch } from "../reality/ViewSwitch";
import { AddMenu } from "./AddMenu";
import { AllCommands } from "./AllCommands";
import { CommandButton } from "./CommandButton";
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
        <GradesButton />
        <CommandButton command={comments} panel="comments" />
        <CommandButton command={inspector} panel="inspector" />
      </div>
      <div className={classes.group} data-wide="">
        <ViewSwitch />
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
      <People narrow />
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
