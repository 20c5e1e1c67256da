/** What a map can be exported as. */
import { useQuery } from "@tanstack/react-query";
import { request } from "@/api";

export const GROUPS = [
  { group: "show", formats: ["pdf", "pptx", "png", "svg", "html"] },
  { group: "work", formats: ["xlsx", "csv", "md"] },
  { group: "keep", formats: ["yaml", "json"] },
] as const;
export type Format = (typeof GROUPS)[number]["formats"][number];

/** Formats with colours of their own. */
export const DRAWN: ReadonlySet<string> = new Set(["pdf", "pptx", "png", "svg", "html"]);

/** Notations of other tools that say less than a format of the list above. */
const TOLD_BETTER: ReadonlySet<string> = new Set([
  "yaml",
  "json",
  "grid-xlsx",
  "grid-csv",
  "html-table",
  "markdown",
]);

export interface Notation {
  name: string;
  title: string;
  writes: boolean;
  carries: string;
}

/** The notations of other tools that maps are written in. */
export function useNotations(): readonly Notation[] {
  const { data } = useQuery({
    queryKey: ["map-formats"],
    queryFn: () => request<Notation[]>("/api/map-formats"),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (data ?? []).filter((one) => one.writes && !TOLD_BETTER.has(one.name));
}
