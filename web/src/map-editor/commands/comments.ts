import { IconMessage2, IconMessagePlus } from "@tabler/icons-react";
import { KINDS } from "../layout/target";
import type { EditorCommand } from "./command";

/** Whoever may comment may do so on whatever is selected; where nothing is, on the map. */
export const comment: EditorCommand = {
  id: "comment",
  group: "edit",
  icon: IconMessagePlus,
  keys: ["mod+alt+m"],
  whileWriting: true,
  menu: KINDS,
  enabled: ({ host, live }) => host.comments !== undefined && live.getState().role !== "viewer",
  run: ({ session, host }) => {
    session.leaveEdit();
    session.showPanel("comments");
    host.comments?.write(session.getState().selected);
  },
};
export const comments: EditorCommand = {
  id: "comments",
  group: "view",
  icon: IconMessage2,
  enabled: ({ host }) => host.comments !== undefined,
  run: ({ session }) => session.togglePanel("comments"),
};
