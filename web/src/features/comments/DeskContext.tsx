import { useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { useSearch } from "wouter";
import type { LiveMap } from "@/live";
import { Desk } from "./desk";
import { talkKey, useTalk } from "./queries";

const DeskContext = createContext<Desk | null>(null);

function DeskProvider({ desk, children }: { desk: Desk; children: ReactNode }) {
  return <DeskContext value={desk}>{children}</DeskContext>;
}

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (desk === null)
    throw new Error("A part of the comments is used outside <DeskProvider>; wrap it in one.");
  return desk;
}

/** The talk about a map, for the page that opens it: asked for, sent, and told of by the map's socket. */
function useNewDesk(mapId: string, live: LiveMap): Desk {
  const queries = useQueryClient();
  const [desk] = useState(() => {
    const refresh = () => void queries.invalidateQueries({ queryKey: talkKey(mapId) });
    return new Desk({ mapId, storage: window.localStorage, onSent: refresh });
  });
  const talk = useTalk(mapId, "open").data;
  const wanted = new URLSearchParams(useSearch()).get("thread");
  useEffect(() => desk.want(wanted), [desk, wanted]);
  useEffect(() => {
    if (talk !== undefined) desk.hear(talk);
  }, [desk, talk]);
  useEffect(() => desk.outbox.start(), [desk]);
  useEffect(
    () =>
      live.onNews((topics) => {
        if (!topics.includes("comments")) return;
        void queries.invalidateQueries({ queryKey: talkKey(mapId) });
        void queries.invalidateQueries({ queryKey: ["notifications"] });
      }),
    [live, mapId, queries],
  );
  return desk;
}

interface DeskOfMapProps {
  map: string;
  live: LiveMap;
  children: (desk: Desk) => ReactNode;
}

/** Keeps the comments of a map at hand for what is drawn inside. */
export function DeskOfMap({ map, live, children }: DeskOfMapProps) {
  const desk = useNewDesk(map, live);
  return <DeskProvider desk={desk}>{children(desk)}</DeskProvider>;
}
