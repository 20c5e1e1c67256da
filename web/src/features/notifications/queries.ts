/** What others did that concerns the person at the browser. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answered, client } from "@/api";
import type { components } from "@/api/schema";

export type Note = components["schemas"]["NotificationView"];
export type MailWishes = components["schemas"]["MailWishes"];
export type WhenMail = MailWishes["mentions"];

const LOOK_EVERY_MS = 30_000;
const KEY = ["notifications"] as const;

/** How many are unread: asked now and then, when the window comes back, and when a map's socket tells of news. */
export const useUnread = () =>
  useQuery({
    queryKey: [...KEY, "unread"],
    queryFn: ({ signal }) => answered(client.GET("/api/notifications/unread", { signal })),
    refetchInterval: LOOK_EVERY_MS,
    refetchOnWindowFocus: "always",
  });

/** Notifications, newest first, page by page. */
export const useNotes = ({ enabled = true } = {}) =>
  useInfiniteQuery({
    queryKey: [...KEY, "list"],
    queryFn: ({ signal, pageParam }) =>
      answered(
        client.GET("/api/notifications", {
          params: { query: pageParam === null ? {} : { before: pageParam } },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ more, notifications }) => (more ? (notifications.at(-1)?.created_at ?? null) : null),
    enabled,
  });

/** Marks some as read, or all where none are named. */
export function useMarkRead() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (ids: string[] | null) => {
      await client.POST("/api/notifications/read", { body: { ids } });
    },
    onSettled: () => queries.invalidateQueries({ queryKey: KEY }),
  });
}

export const useMailSettings = () =>
  useQuery({
    queryKey: [...KEY, "mail"],
    queryFn: ({ signal }) => answered(client.GET("/api/notifications/mail", { signal })),
  });

export function useChangeMail() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: MailWishes) => answered(client.PUT("/api/notifications/mail", { body })),
    onSuccess: (changed) => queries.setQueryData([...KEY, "mail"], changed),
  });
}
