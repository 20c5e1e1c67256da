/** Whose journeys every view asks about, and which period of them. It lives in the address, so that it can be sent. */
import { useMemo } from "react";
import { useQuestion } from "./questions";

export interface Selection {
  /** A condition on customers, such as `did order_placed`; null for everybody. */
  segment: string | null;
  /** First moment that counts, ISO 8601; null for the beginning. */
  since: string | null;
  /** First moment that counts no more; null for the end. */
  until: string | null;
}

export const SELECTION_KEYS = ["segment", "since", "until"] as const;

export function selectionIn(search: URLSearchParams): Selection {
  const given = (key: string) => search.get(key) || null;
  return { segment: given("segment"), since: given("since"), until: given("until") };
}

export function useSelection(): [Selection, (change: Partial<Selection>) => void] {
  const [search, change] = useQuestion();
  const selection = useMemo(() => selectionIn(search), [search]);
  return [selection, change];
}
