/** What every part of the editor shares. */

import type { TFunction } from "i18next";
import { type ComponentType, createContext, type ReactNode, useContext, useSyncExternalStore } from "react";
import type { LiveMap } from "@/live";
import { type Edit, newId, OperationError } from "@/map-model";
import type { Planned } from "./layout/edits";
import type { Target } from "./layout/target";
import type { EditorSession, Panel, SessionState } from "./session";

export interface EventChoice {
  readonly event: string;
  readonly count: number;
  readonly customers: number;
}

/** What is said about the map, as far as the editor shows it. It lies beside the map, in the page's hands. */
export interface CommentDesk {
  readonly subscribe: (subscriber: () => void) => () => void;
  /** How many open threads something has. */
  readonly openOn: (target: Target) => number;
  /** How many open threads hold something new. */
  readonly unread: () => number;
  /** The thread that the page's address asks for. */
  readonly wanted: () => string | null;
  /** Puts the cursor where a comment on the selected thing is written. */
  readonly write: () => void;
}

/** What the page that hosts the editor does for it. */
export interface EditorHost {
  /** Event names of the log, for bindings; empty while there is none. */
  readonly events: readonly EventChoice[];
  /** Tells something in passing; `undo` offers to take it back. */
  readonly tell: (message: string, options?: { undo?: boolean; problem?: boolean }) => void;
  readonly measure: () => void;
  /** Nothing where the page has no talk about the map, as on a shared poster. */
  readonly comments?: CommentDesk;
  /** What the page itself draws in the side panel. */
  readonly panels?: Readonly<Partial<Record<Panel, ComponentType>>>;
}

export interface Editor {
  readonly live: LiveMap;
  readonly session: EditorSession;
  readonly host: EditorHost;
  readonly t: TFunction<"map-editor">;
  readonly readOnly: boolean;
}

const EditorContext = createContext<Editor | null>(null);

export function EditorProvider({ editor, children }: { editor: Editor; children: ReactNode }) {
  return <EditorContext value={editor}>{children}</EditorContext>;
}

export function useEditor(): Editor {
  const editor = useContext(EditorContext);
  if (editor === null)
    throw new Error("A part of the editor is used outside <EditorProvider>; wrap it in one.");
  return editor;
}

/** A piece of the session; the component is drawn again only when that piece changes. */
export function useSessionState<Piece>(select: (state: SessionState) => Piece): Piece {
  const { session } = useEditor();
  const read = () => select(session.getState());
  return useSyncExternalStore(session.subscribe, read, read);
}

export const useIsSelected = (target: Target): boolean =>
  useSessionState((state) => state.selected === target);
export const useIsEditing = (target: Target): boolean => useSessionState((state) => state.editing === target);

/** How an edit is made: a mark for undo, and for words in work what their author saw in each text. */
export interface ChangeOptions {
  readonly merge?: string | null;
  readonly base?: Readonly<Record<string, string>>;
}

/**
 * Makes an edit; one that does not fit the map any more is told, not thrown. Words in work, which come with a
 * `base`, are never dropped: where they cannot stand they are kept to be seen.
 */
export function change(
  editor: Editor,
  edit: Edit | null,
  how: string | null | ChangeOptions = null,
): boolean {
  const { merge = null, base } = typeof how === "object" && how !== null ? how : { merge: how };
  if (edit === null || (editor.readOnly && base === undefined)) return false;
  try {
    editor.live.change(edit, { merge, base });
    return !editor.readOnly;
  } catch (error) {
    if (!(error instanceof OperationError)) throw error;
    if (base !== undefined) editor.live.keepWords(edit, error);
    else editor.host.tell(editor.t("notice.doesNotFit", { reason: error.message }), { problem: true });
    return false;
  }
}

/** Makes a planned edit and selects what it made. */
export function carryOut(editor: Editor, { edit, select }: Planned): void {
  if (change(editor, edit)) editor.session.select(select, { focus: true });
}

/** Makes a planned edit and opens the text of what it made; both are undone as one. */
export function carryOutAndWrite(editor: Editor, { edit, select }: Planned): void {
  const writing = newId("op");
  if (change(editor, edit, writing)) editor.session.edit(select, { writing });
}
