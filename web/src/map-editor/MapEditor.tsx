import { useMediaQuery } from "@mantine/hooks";
import { type ReactNode, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLive, useLiveState } from "@/live";
import { type Editor, type EditorHost, EditorProvider, useSessionState } from "./context";
import classes from "./MapEditor.module.css";
import { ContextMenu } from "./parts/ContextMenu";
import { EmptyMap } from "./parts/EmptyMap";
import { MapGrid } from "./parts/MapGrid";
import { MapTitle } from "./parts/MapTitle";
import { Refusals } from "./parts/Refusals";
import { Shortcuts } from "./parts/Shortcuts";
import { SidePanel } from "./parts/SidePanel";
import { StackedMap } from "./parts/StackedMap";
import { Toolbar } from "./parts/Toolbar";
import { EditorSession } from "./session";
import "./stage-colors.css";
import { useEditorKeys, usePaletteCommands } from "./useEditorCommands";

export interface MapEditorProps {
  host: EditorHost;
  /** The export dialog of the page, drawn while it is asked for. */
  exportDialog: (opened: boolean, close: () => void) => ReactNode;
}

/** The map as a poster that is written on. Must stand inside <LiveProvider>. */
export function MapEditor({ host, exportDialog }: MapEditorProps) {
  const live = useLive();
  const { t } = useTranslation("map-editor");
  const [session] = useState(() => new EditorSession());
  const role = useLiveState((state) => state.role);
  const readOnly = role === "viewer" || role === "commenter";
  const editor = useMemo<Editor>(
    () => ({ live, session, host, t, readOnly }),
    [live, session, host, t, readOnly],
  );
  return (
    <EditorProvider editor={editor}>
      <Whole editor={editor} exportDialog={exportDialog} />
    </EditorProvider>
  );
}

function Whole({ editor, exportDialog }: { editor: Editor; exportDialog: MapEditorProps["exportDialog"] }) {
  useEditorKeys(editor);
  usePaletteCommands(editor);
  const exporting = useSessionState((state) => state.dialog === "export");
  const narrow = useMediaQuery("(max-width: 48rem)", false, { getInitialValueInEffect: false });
  const isEmpty = useLiveState(({ document }) => Object.keys(document.stages).length === 0);
  return (
    <div className={classes.editor} data-narrow={narrow || undefined}>
      <header className={classes.header}>
        <MapTitle />
        <Toolbar narrow={narrow} />
      </header>
      <Refusals />
      <div className={classes.body}>
        {isEmpty ? <EmptyMap /> : narrow ? <StackedMap /> : <MapGrid />}
        {!narrow && <SidePanel />}
      </div>
      <ContextMenu />
      <Shortcuts />
      {exportDialog(exporting, () => editor.session.showDialog("none"))}
    </div>
  );
}
