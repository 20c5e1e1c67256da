import { useSession } from "@/api";
import { useLiveState } from "@/live";

/** What the person at the browser may do here. The server decides; this only hides what it would refuse. */
export interface Rights {
  readonly me: string | null;
  readonly write: boolean;
  /** Shows and deletes what guests wrote. */
  readonly moderate: boolean;
  /** Deletes what anybody wrote. */
  readonly administer: boolean;
}

const ORDER = ["viewer", "commenter", "editor", "admin", "owner"];

export function useRights(): Rights {
  const me = useSession().data?.user.id ?? null;
  const rank = ORDER.indexOf(useLiveState((state) => state.role));
  return { me, write: rank >= 1, moderate: rank >= 2, administer: rank >= 3 };
}
