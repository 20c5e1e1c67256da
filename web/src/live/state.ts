/** What is known of a live map at a moment, for whoever draws it. */
import type { MapDocument, Operation } from "@/map-model";
import type { Ended } from "./protocol";

/** `offline`: the server cannot be reached; `stopped`: it answers, but does not save. */
export type SaveStatus = "saved" | "saving" | "offline" | "stopped";

/**
 * An operation that did not come to stand on the map; its content is kept so that no text is lost.
 * With the code `not_allowed` it waits for the right to edit and is sent when that comes back.
 */
export interface Refusal {
  readonly operation: Operation;
  readonly code: string;
  readonly detail: string;
}

export interface LiveState {
  readonly document: MapDocument;
  readonly seq: number;
  readonly status: SaveStatus;
  readonly unsent: number;
  /** Why saving stands still, in words; empty while it does not. */
  readonly problem: string;
  /** Whether unsaved changes would survive a crash of this browser. */
  readonly kept: boolean;
  readonly refusals: readonly Refusal[];
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly role: string;
  /** Whether the map may not be changed here, now: by the role, or because the line has ended for good. */
  readonly readOnly: boolean;
  /** Whether the right to edit was taken or given while the map was open. */
  readonly roleChanged: boolean;
  /** Why this page is not served any more; `null` while it is. */
  readonly ended: Ended | null;
  /** The server runs another version than when the page was loaded. */
  readonly updated: boolean;
}

const WRITERS: ReadonlySet<string> = new Set(["owner", "admin", "editor"]);
export const mayWrite = (role: string): boolean => WRITERS.has(role);

export const NOT_ALLOWED = "not_allowed";
