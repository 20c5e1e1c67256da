/** What the talk about a map asks of the server. */
import { useQuery } from "@tanstack/react-query";
import { answered, client } from "@/api";
import type { components } from "@/api/schema";
import type { Outgoing } from "./outbox";

export type Thread = components["schemas"]["ThreadView"];
export type Comment = components["schemas"]["CommentView"];
export type Talk = components["schemas"]["CommentsView"];
export type ThreadState = "open" | "resolved";

const LOOK_EVERY_MS = 30_000;

export const talkKey = (mapId: string) => ["talk", mapId] as const;
const map_id = (mapId: string) => ({ map_id: mapId });

/** The threads of one state. News comes by the map's socket; where that fails, by looking now and then. */
export const useTalk = (mapId: string, state: ThreadState, { enabled = true } = {}) =>
  useQuery({
    queryKey: [...talkKey(mapId), "threads", state],
    queryFn: ({ signal }) =>
      answered(
        client.GET("/api/maps/{map_id}/threads", {
          params: { path: map_id(mapId), query: { state } },
          signal,
        }),
      ),
    enabled,
    refetchInterval: LOOK_EVERY_MS,
    refetchOnWindowFocus: "always",
  });

/** One thread, whatever its state; for an address that names it. */
export const useThread = (mapId: string, thread: string | null) =>
  useQuery({
    queryKey: [...talkKey(mapId), "thread", thread],
    queryFn: ({ signal }) =>
      answered(
        client.GET("/api/maps/{map_id}/threads/{thread_id}", {
          params: { path: { ...map_id(mapId), thread_id: thread ?? "" } },
          signal,
        }),
      ),
    enabled: thread !== null,
  });

/** Whom a comment can call upon. */
export const usePeople = (mapId: string, { enabled }: { enabled: boolean }) =>
  useQuery({
    queryKey: [...talkKey(mapId), "people"],
    queryFn: ({ signal }) =>
      answered(client.GET("/api/maps/{map_id}/people", { params: { path: map_id(mapId) }, signal })),
    enabled,
    staleTime: 60_000,
  });

export const sendComment = (mapId: string, { id, thread, target, text }: Outgoing): Promise<Thread> =>
  thread === null
    ? answered(
        client.POST("/api/maps/{map_id}/threads", {
          params: { path: map_id(mapId) },
          body: { id, target, text },
        }),
      )
    : answered(
        client.POST("/api/maps/{map_id}/threads/{thread_id}/replies", {
          params: { path: { ...map_id(mapId), thread_id: thread } },
          body: { id, text },
        }),
      );

export const settle = (mapId: string, thread: string, act: "resolve" | "reopen"): Promise<Thread> => {
  const params = { path: { ...map_id(mapId), thread_id: thread } };
  return answered(
    act === "resolve"
      ? client.POST("/api/maps/{map_id}/threads/{thread_id}/resolve", { params })
      : client.POST("/api/maps/{map_id}/threads/{thread_id}/reopen", { params }),
  );
};

export const editComment = (mapId: string, comment: string, text: string): Promise<Thread> =>
  answered(
    client.PATCH("/api/maps/{map_id}/comments/{comment_id}", {
      params: { path: { ...map_id(mapId), comment_id: comment } },
      body: { text },
    }),
  );

export const showComment = (mapId: string, comment: string): Promise<Thread> =>
  answered(
    client.POST("/api/maps/{map_id}/comments/{comment_id}/show", {
      params: { path: { ...map_id(mapId), comment_id: comment } },
    }),
  );

export async function deleteComment(mapId: string, comment: string): Promise<void> {
  await client.DELETE("/api/maps/{map_id}/comments/{comment_id}", {
    params: { path: { ...map_id(mapId), comment_id: comment } },
  });
}

export async function markRead(mapId: string, thread: string, number: number): Promise<void> {
  await client.POST("/api/maps/{map_id}/threads/{thread_id}/read", {
    params: { path: { ...map_id(mapId), thread_id: thread } },
    body: { number },
  });
}
