import { Loader } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ProblemError, request } from "@/api";
import { useLiveState } from "@/live";
import { ProblemNote } from "@/ui/ProblemNote";
import classes from "./SidePanel.module.css";

/** Asks the server about the map as it is saved, anew after each saved edit. */
export function useAboutMap<Answer>(what: string) {
  const id = useLiveState((state) => state.document.map.id);
  const seq = useLiveState((state) => state.seq);
  return useQuery({
    queryKey: ["map", id, what, seq],
    queryFn: ({ signal }) => request<Answer>(`/api/maps/${id}/${what}`, { signal }),
    placeholderData: (before) => before,
  });
}

export interface ListProps {
  title: string;
  error: Error | null;
  pending: boolean;
  empty: string | null;
  children: ReactNode;
}

/** A list about the whole map. */
export function List({ title, error, pending, empty, children }: ListProps) {
  return (
    <div className={classes.about}>
      <h2 className={classes.title}>{title}</h2>
      {pending && <Loader size="sm" />}
      {error !== null && (
        <ProblemNote
          title={error.message}
          detail={error instanceof ProblemError ? error.detail : undefined}
        />
      )}
      {empty !== null && <p className={classes.empty}>{empty}</p>}
      <ol className={classes.list}>{children}</ol>
    </div>
  );
}
