import { useMediaQuery } from "@mantine/hooks";
import { type ReactNode, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { useLive, useLiveState } from "@/live";
import { collapsedStorage } from "./collapsed";
import { type Editor, type EditorHost, EditorProvider, useSessionState } from "./context";
import { GradesLegend } from "./evidence/GradesButton";
import { FindBar } from "./find/FindBar";
import classes from "./MapEditor.module.css";
import { ContextMenu } from "./parts/ContextMenu";
import { EmptyMap } from "./parts/EmptyMap";
import { LinkDialog } from "./parts/LinkDialog";
import { MapGrid } from "./parts/MapGrid";
import { MapTitle } from "./parts/MapTitle";
import { PictureDesk } from "./parts/PictureDesk";
import { Refusals } from "./parts/Refusals";
import { Shortcuts } from "./parts/Shortcuts";
import { PanelSheet, SidePanel } from "./parts/SidePanel";
import { StackedMap } from "./parts/StackedMap";
import { Toolbar } from "./parts/Toolbar";
import { Present } from "./present/Present";
import { RealityProvider } from "./reality/reality";
import { type Dialog, EditorSession } from "./session";
import "./stage-colors.css";
import { useEditorKeys, usePaletteCommands } from "./useEditorCommands";

export interface MapEditorProps {
  host: EditorHost;
  /** What the page itself draws of the asked-for dialogs: exporting, printing, sharing. */
  dialogs: (asked: Dialog, close: () => void) => ReactNode;
  /** Said above the map: that it is an old state, for example. */
  notice?: ReactNode;
}

/** The map as a poster that is written on. Must stand inside <LiveProvider>. */
export function MapEditor({ host, dialogs, notice }: MapEditorProps) {
  const live = useLive();
  const { t } = useTranslation("map-editor");
  const [session] = useState(
    () => new EditorSession(collapsedStorage(live.getState().document.map.id, window.localStorage)),
  );
  const readOnly = useLiveState((state) => state.readOnly);
  useEffect(() => {
    // What is written is kept as the field closes.
    if (readOnly) session.leaveEdit();
  }, [readOnly, session]);
  const editor = useMemo<Editor>(
    () => ({ live, session, host, t, readOnly }),
    [live, session, host, t, readOnly],
  );
  return (
    <EditorProvider editor={editor}>
      <RealityProvider>
        <Whole editor={editor} dialogs={dialogs} notice={notice} />
      </RealityProvider>
    </EditorProvider>
  );
}

type WholeProps = Omit<MapEditorProps, "host"> & { editor: Editor };

function Whole({ editor, dialogs, notice }: WholeProps) {
  useEditorKeys(editor);
  usePaletteCommands(editor);
  useWantedThread(editor);
  const asked = useSessionState((state) => state.dialog);
  const narrow = useMediaQuery("(max-width: 48rem)", false, { getInitialValueInEffect: false });
  const isEmpty = useLiveState(({ document }) => Object.keys(document.stages).length === 0);
  return (
    <div className={classes.editor} data-narrow={narrow || undefined}>
      <header className={classes.header}>
        <MapTitle />
        <Toolbar narrow={narrow} />
        <GradesLegend />
      </header>
      <Refusals />
      {notice}
      <FindBar />
      <div className={classes.body}>
        {isEmpty ? <EmptyMap /> : narrow ? <StackedMap /> : <MapGrid />}
        {!narrow && <SidePanel />}
        {narrow && <PanelSheet />}
      </div>
      <ContextMenu />
      <Shortcuts />
      <LinkDialog />
      <PictureDesk />
      <Present />
      {dialogs(asked, () => editor.session.showDialog("none"))}
    </div>
  );
}

const never = () => () => undefined;
const nothing = () => null;

/** Opens the comments when the page's address asks for one of them. */
function useWantedThread({ host, session }: Editor): void {
  const desk = host.comments;
  const wanted = useSyncExternalStore(desk?.subscribe ?? never, desk?.wanted ?? nothing);
  useEffect(() => {
    if (wanted !== null) session.showPanel("comments");
  }, [wanted, session]);
}
