/** What the map needs of a page on which guests comment: marks that lead to the form, and no threads. */
import { useMemo, useRef } from "react";
import type { CommentDesk, EditorHost } from "@/map-editor";

const nothing = () => undefined;

/** The host of a shared map, and where the cursor goes when somebody begins to comment. */
export function useGuestHost(token: string, mayComment: boolean) {
  const words = useRef<HTMLTextAreaElement>(null);
  const host = useMemo<EditorHost>(() => {
    const comments: CommentDesk = {
      subscribe: () => nothing,
      openOn: () => 0,
      unread: () => 0,
      wanted: () => null,
      write: () => words.current?.focus(),
    };
    return {
      events: [],
      tell: nothing,
      measure: nothing,
      pictures: { address: (id) => `/api/shared/${token}/images/${id}` },
      ...(mayComment ? { comments } : {}),
    };
  }, [token, mayComment]);
  return { host, words };
}
