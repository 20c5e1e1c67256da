import {
  type Icon,
  IconArrowsMaximize,
  IconArrowsMinimize,
  IconZoomIn,
  IconZoomOut,
  IconZoomReset,
} from "@tabler/icons-react";
import type { Editor } from "../context";
import { fittingZoom, wholeZoom } from "../layout/fit";
import type { EditorCommand } from "./command";

const STEP = 0.1;

const zooms = (
  id: string,
  keys: readonly string[],
  icon: Icon,
  run: (editor: Editor) => void,
): EditorCommand => ({
  id: `zoom.${id}`,
  group: "view",
  icon,
  keys,
  enabled: () => true,
  run,
});

export const zoomCommands: readonly EditorCommand[] = [
  zooms("out", ["mod+-"], IconZoomOut, ({ session }) => session.zoomTo(session.getState().zoom - STEP)),
  zooms("in", ["mod++", "mod+="], IconZoomIn, ({ session }) =>
    session.zoomTo(session.getState().zoom + STEP),
  ),
  zooms("fit", ["shift+1", "!"], IconArrowsMaximize, ({ session }) =>
    session.zoomTo(fittingZoom(session.getState().zoom)),
  ),
  zooms("all", ["shift+2", "@"], IconArrowsMinimize, ({ session }) =>
    session.zoomTo(wholeZoom(session.getState().zoom)),
  ),
  zooms("reset", ["mod+0"], IconZoomReset, ({ session }) => session.zoomTo(1)),
];
