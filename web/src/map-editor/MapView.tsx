import { Drawer } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { type ReactNode, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLive, useLiveState } from "@/live";
import { zoomCommands } from "./commands/zoom";
import { type Editor, type EditorHost, EditorProvider, useEditor, useSessionState } from "./context";
import classes from "./MapEditor.module.css";
import { CommandButton } from "./parts/CommandButton";
import { MapGrid } from "./parts/MapGrid";
import { MapTitle } from "./parts/MapTitle";
import { StackedMap } from "./parts/StackedMap";
import { EditorSession } from "./session";
import "./stage-colors.css";

export interface MapViewProps {
  host: EditorHost;
  /** The poster alone, for a frame on another page. */
  bare?: boolean;
  /** Beside the title. */
  actions?: ReactNode;
  /** Beside the map, and on a narrow screen a sheet from below that the marks on the map open. */
  aside?: ReactNode;
  asideLabel?: string;
  /** Where there is nothing on the map yet. */
  empty: ReactNode;
}

/** The map to be read, not written. Must stand inside <StillMap> or <LiveProvider>. */
export function MapView({ host, ...shown }: MapViewProps) {
  const live = useLive();
  const { t } = useTranslation("map-editor");
  const [session] = useState(() => new EditorSession());
  const editor = useMemo<Editor>(
    () => ({ live, session, host, t, readOnly: true }),
    [live, session, host, t],
  );
  return (
    <EditorProvider editor={editor}>
      <Whole {...shown} />
    </EditorProvider>
  );
}

function Whole({ bare = false, actions, aside, asideLabel, empty }: Omit<MapViewProps, "host">) {
  const narrow = useMediaQuery("(max-width: 48rem)", false, { getInitialValueInEffect: false });
  const isEmpty = useLiveState(({ document }) => Object.keys(document.stages).length === 0);
  return (
    <div className={classes.editor} data-narrow={narrow || undefined} data-bare={bare || undefined}>
      <header className={bare ? "sj-visually-hidden" : classes.header}>
        <MapTitle />
        {!bare && (
          <div className={classes.actions}>
            {!narrow &&
              !isEmpty &&
              zoomCommands.slice(0, 3).map((one) => <CommandButton key={one.id} command={one} />)}
            {actions}
          </div>
        )}
      </header>
      <div className={classes.body}>
        {isEmpty ? empty : narrow ? <StackedMap /> : <MapGrid />}
        {aside !== undefined && (narrow ? <Sheet label={asideLabel}>{aside}</Sheet> : aside)}
      </div>
    </div>
  );
}

function Sheet({ label, children }: { label?: string; children: ReactNode }) {
  const { session, t } = useEditor();
  const panel = useSessionState((state) => state.panel);
  return (
    <Drawer
      opened={panel === "comments"}
      onClose={() => session.showPanel("none")}
      position="bottom"
      size="auto"
      title={label}
      closeButtonProps={{ "aria-label": t("panel.close") }}
    >
      {children}
    </Drawer>
  );
}
