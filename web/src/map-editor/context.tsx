/** What every part of the editor shares. */

import type { TFunction } from "i18next";
import {
  type ComponentType,
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useSyncExternalStore,
} from "react";
import type { LiveMap } from "@/live";
import { type Edit, type Fields, type MapDocument, newId, OperationError, type Persona } from "@/map-model";
import type { Planned } from "./layout/edits";
import { kindOf, type Target } from "./layout/target";
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
  /** Puts the cursor where a comment on this is written. */
  readonly write: (target: Target) => void;
}

/** The pictures of the map, as the page keeps them. */
export interface PictureShelf {
  /** Where a stored picture is shown from. */
  readonly address: (id: string) => string;
  /** Stores a picture and gives its id, telling how much has gone (0 to 1). Missing where none may be added. */
  readonly store?: (file: File, onProgress: (share: number) => void) => Promise<string>;
}

/** The other maps of the workspace, which a step may open. */
export interface MapShelf {
  readonly all: readonly { readonly id: string; readonly title: string }[];
  readonly open: (id: string) => void;
}

/** Who a persona is, wherever it stands: its fields without its place on a map. */
export type PersonaSaid = Omit<Persona, "id" | "order" | "library" | "library_version">;

/** The personas that the maps of the workspace share, as the page keeps them. */
export interface PersonaDesk {
  readonly library: readonly { readonly id: string; readonly version: number; readonly fields: Fields }[];
  /** What changed in the library since this map's persona was copied at that version; nothing: nothing did. */
  readonly newsOf: (
    persona: string,
    version: number,
  ) => { readonly by: string; readonly fields: readonly string[] } | null;
  /** Brings the map's persona up to the library's newest version. */
  readonly update: (persona: string) => Promise<void>;
  /** Puts a persona into the library. Missing where one may not. */
  readonly keep?: (fields: PersonaSaid) => Promise<{ readonly id: string; readonly version: number }>;
  /** Where a persona of the library is opened. */
  readonly page: (id: string) => string;
  /** Where the sheet of a persona of this map is. */
  readonly sheets: (persona: string) => string;
}

/** How something differs from an older state of the map. */
export interface Difference {
  readonly kind: "added" | "removed" | "moved" | "changed";
  /** The whole sentence. */
  readonly words: string;
  /** The old value and the new one, where both are short. */
  readonly values: string;
}

/** What differs between the map and an older state of it, to be marked where it stands. */
export interface DifferenceDesk {
  readonly on: (target: Target) => readonly Difference[];
  readonly before: MapDocument;
}

/** What the page that hosts the editor does for it. */
export interface EditorHost {
  /** Event names of the log, for bindings; empty while there is none. */
  readonly events: readonly EventChoice[];
  /** Tells something in passing; `undo` offers to take it back. */
  readonly tell: (message: string, options?: { undo?: boolean; problem?: boolean }) => void;
  readonly measure: () => void;
  readonly pictures?: PictureShelf;
  readonly maps?: MapShelf;
  /** Nothing where there is no library, as on a shared poster. */
  readonly personas?: PersonaDesk;
  /** Departments that the workspace knows, for suggestions. */
  readonly departments?: readonly string[];
  /** Nothing where the page has no talk about the map, as on a shared poster. */
  readonly comments?: CommentDesk;
  /** Nothing where the map is not compared. */
  readonly differences?: DifferenceDesk;
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

/** What this tab does with one thing; the component is drawn again only when that changes. */
function useWatched<Piece>(target: Target, select: (session: EditorSession) => Piece): Piece {
  const { session } = useEditor();
  const subscribe = useCallback((watcher: () => void) => session.watch(target, watcher), [session, target]);
  const read = () => select(session);
  return useSyncExternalStore(subscribe, read, read);
}

/** How one thing looks for what this tab does with it. */
export interface Marks {
  /** It is the active thing. */
  readonly selected: boolean;
  /** It is selected beside the active thing. */
  readonly inRange: boolean;
  readonly editing: boolean;
  /** Moved by keyboard: it is held, or something would be put down at it. */
  readonly held: "held" | "before" | "after" | "into" | undefined;
  /** The corner of the selection, where a fill begins. */
  readonly corner: boolean;
  /** A fill would write into it. */
  readonly filling: boolean;
}

function heldMark({ held }: SessionState, target: Target): Marks["held"] {
  if (held === null) return undefined;
  if (held.targets.includes(target)) return "held";
  if (held.over !== target) return undefined;
  return kindOf(target) === "cell" ? "into" : held.after ? "after" : "before";
}

const NO_MARKS: Marks = {
  selected: false,
  inRange: false,
  editing: false,
  held: undefined,
  corner: false,
  filling: false,
};
const marks = new Map<string, Marks>();
/** Asked thousands of times where most are not: nothing is made for them. */
function isMarked(session: EditorSession, target: Target): boolean {
  const { selected, editing, held, corner, filling } = session.getState();
  if (selected === target || editing === target || corner === target) return true;
  return held !== null || filling.has(target) || session.isInRange(target);
}

/** Equal marks are one object, so that a thing is drawn again only when its own marks change. */
function marksOf(session: EditorSession, target: Target): Marks {
  const state = session.getState();
  if (!isMarked(session, target)) return NO_MARKS;
  const now: Marks = {
    selected: state.selected === target,
    inRange: session.isInRange(target),
    editing: state.editing === target,
    held: heldMark(state, target),
    corner: state.corner === target,
    filling: state.filling.has(target),
  };
  const key = Object.values(now).join();
  const known = marks.get(key) ?? now;
  marks.set(key, known);
  return known;
}

export function useMarks(target: Target): Marks {
  return useWatched(target, (session) => marksOf(session, target));
}

/** Whether it is the active thing. */
export const useIsSelected = (target: Target): boolean =>
  useWatched(target, (session) => session.getState().selected === target);
export const useIsEditing = (target: Target): boolean =>
  useWatched(target, (session) => session.getState().editing === target);

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
