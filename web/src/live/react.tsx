/** A live map for React components. */
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from "react";
import { useSession } from "@/api";
import type { MapDocument } from "@/map-model";
import { LiveMap } from "./live-map";
import type { PresenceState } from "./presence";
import type { LiveState } from "./state";
import { serverTransport } from "./transport";

export const LiveContext = createContext<LiveMap | null>(null);

export function LiveProvider({ live, children }: { live: LiveMap; children: ReactNode }) {
  useEffect(() => live.start(), [live]);
  return <LiveContext value={live}>{children}</LiveContext>;
}

/** Shows another map to what is drawn inside, such as an old state of the one that is followed outside. */
export function LiveScope({ live, children }: { live: LiveMap; children: ReactNode }) {
  return <LiveContext value={live}>{children}</LiveContext>;
}

/** The map that this part of the page edits. */
export function useLive(): LiveMap {
  const live = useContext(LiveContext);
  if (live === null) throw new Error("A part of the map is used outside <LiveProvider>; wrap it in one.");
  return live;
}

/** A piece of the live state; the component is drawn again only when that piece changes. */
export function useLiveState<Piece>(select: (state: LiveState) => Piece): Piece {
  const live = useLive();
  const read = () => select(live.getState());
  return useSyncExternalStore(live.subscribe, read, read);
}

const documentOf = (state: LiveState): MapDocument => state.document;
export const useMapDocument = (): MapDocument => useLiveState(documentOf);

/** A piece of who is here; the component is drawn again only when that piece changes. */
export function usePresence<Piece>(select: (state: PresenceState) => Piece): Piece {
  const { presence } = useLive();
  const read = () => select(presence.getState());
  return useSyncExternalStore(presence.subscribe, read, read);
}

export type Opening =
  | { readonly live: LiveMap; readonly error: null }
  | { readonly live: null; readonly error: unknown };

/** Opens a map once for the page; `error` says why it could not be read. */
export function useOpenMap(mapId: string): Opening & { again: () => void } {
  const [opening, setOpening] = useState<Opening>({ live: null, error: null });
  const [attempt, setAttempt] = useState(0);
  const { data: session, isPending } = useSession();
  const user = session?.user.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt opens the same map again.
  useEffect(() => {
    // Who asks is known in a moment: a map that is opened before would be read twice.
    if (isPending) return;
    let wanted = true;
    setOpening({ live: null, error: null });
    LiveMap.open({
      mapId,
      transport: serverTransport(mapId),
      local: window.localStorage,
      session: window.sessionStorage,
      user,
    }).then(
      (live) => wanted && setOpening({ live, error: null }),
      (error: unknown) => wanted && setOpening({ live: null, error }),
    );
    return () => {
      wanted = false;
    };
  }, [mapId, attempt, user, isPending]);
  return { ...opening, again: () => setAttempt((count) => count + 1) };
}
