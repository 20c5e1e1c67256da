import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { ProblemError } from "@/api";
import { useDesk } from "./DeskContext";
import { deleteComment, editComment, markRead, settle, showComment, talkKey } from "./queries";

/** What can be done with threads and comments; what does not work is told, and the talk asked anew. */
export function useActs() {
  const { mapId, outbox } = useDesk();
  const { t } = useTranslation("comments");
  const queries = useQueryClient();
  return useMemo(() => {
    const refresh = () => queries.invalidateQueries({ queryKey: talkKey(mapId) });
    const act = async (work: () => Promise<unknown>): Promise<boolean> => {
      try {
        await work();
        return true;
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error;
        notifications.show({ color: "barrier", title: error.title, message: error.detail });
        return false;
      } finally {
        await refresh();
      }
    };
    return {
      edit: (comment: string, text: string) => act(() => editComment(mapId, comment, text)),
      remove: (comment: string) => act(() => deleteComment(mapId, comment)),
      show: (comment: string) => act(() => showComment(mapId, comment)),
      resolve: async (thread: string) => {
        const done = await act(() => settle(mapId, thread, "resolve"));
        if (done) notifications.show({ message: t("thread.resolvedNow") });
      },
      reopen: (thread: string) => act(() => settle(mapId, thread, "reopen")),
      /** Quietly: what is not noted now is noted the next time. */
      read: async (thread: string, number: number) => {
        try {
          await markRead(mapId, thread, number);
          await refresh();
          await queries.invalidateQueries({ queryKey: ["notifications"] });
        } catch (error) {
          if (!(error instanceof ProblemError)) throw error;
        }
      },
      send: outbox.add.bind(outbox),
    };
  }, [mapId, outbox, queries, t]);
}
