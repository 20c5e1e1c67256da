/** A map that is only shown: nothing is saved, kept or followed. Parts that read a live map read it as well. */
import { type ReactNode, useMemo } from "react";
import type { Fields } from "@/map-model";
import { LiveMap } from "./live-map";
import { LiveContext } from "./react";
import type { Transport } from "./transport";

const noLine = (): Promise<never> => Promise.reject(new TypeError("A map that is only shown has no line."));
const NO_LINE: Transport = {
  open: noLine,
  send: noLine,
  after: noLine,
  measure: noLine,
  restore: noLine,
  connect: () => ({ send: () => undefined, close: () => undefined }),
};
/** Storage that holds nothing: a page in a frame of another site may not touch the browser's own. */
const NOTHING = { length: 0, key: () => null, getItem: () => null, setItem: () => {}, removeItem: () => {} };

export interface StillMapProps {
  document: Fields;
  /** `commenter` where the reader may say something about the map. */
  role: "viewer" | "commenter";
  children: ReactNode;
}

/** A map that never changes, for parts that read a live one. */
export const stillMap = (document: Fields, role: StillMapProps["role"] = "viewer"): LiveMap =>
  new LiveMap(
    { mapId: "map_shared", transport: NO_LINE, local: NOTHING, session: NOTHING },
    { seq: 0, document, role },
  );

export function StillMap({ document, role, children }: StillMapProps) {
  const live = useMemo(() => stillMap(document, role), [document, role]);
  return <LiveContext value={live}>{children}</LiveContext>;
}
