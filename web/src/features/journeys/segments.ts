/** What can be said of customers: the words of the language, who is meant, and what was saved. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answered, client, type ProblemError } from "@/api";
import type { components } from "@/api/schema";

export type Vocabulary = components["schemas"]["Vocabulary"];
export type SavedSegment = components["schemas"]["SavedSegment"];

const SAVED = ["journeys", "segments"];

export const useVocabulary = () =>
  useQuery({
    queryKey: ["journeys", "vocabulary"],
    queryFn: ({ signal }) => answered(client.GET("/api/journeys/segments/vocabulary", { signal })),
    staleTime: 300_000,
  });

export const useSavedSegments = () =>
  useQuery({
    queryKey: SAVED,
    queryFn: ({ signal }) => answered(client.GET("/api/journeys/segments", { signal })),
  });

/** How many customers a condition holds for; refused with the place of the fault where it cannot be read. */
export const useSegmentCount = (text: string) =>
  useQuery({
    queryKey: ["journeys", "segment-count", text],
    queryFn: ({ signal }) =>
      answered(client.POST("/api/journeys/segments/count", { body: { text }, signal })),
    enabled: text.trim() !== "",
    retry: false,
    staleTime: 60_000,
  });

export function useSaveSegment() {
  const queries = useQueryClient();
  return useMutation<SavedSegment, ProblemError, { name: string; text: string }>({
    mutationFn: (given) =>
      answered(client.POST("/api/journeys/segments", { body: { ...given, replace: true } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: SAVED }),
  });
}

const LAST_WORD = /[^\s()=,<>!]*$/;
const MOST = 12;

/** Ways to go on from what stands there: the whole text with its last word completed. */
export function completions(text: string, vocabulary: Vocabulary): string[] {
  const word = LAST_WORD.exec(text)?.[0] ?? "";
  const before = text.slice(0, text.length - word.length);
  const column = /([\w.]+)\s*(?:=|!=|in\s*\([^)]*)\s*$/.exec(before)?.[1];
  const values = vocabulary.columns.find(({ name }) => name === column)?.values;
  const words =
    values !== undefined
      ? values.map(({ written }) => written)
      : [
          ...vocabulary.events.map(({ written }) => written),
          ...vocabulary.keywords,
          ...vocabulary.columns.map(({ name }) => name),
        ];
  const wanted = word.toLowerCase();
  const fits = words.filter((one) => one.toLowerCase().includes(wanted) && one !== word);
  const first = fits.filter((one) => one.toLowerCase().startsWith(wanted));
  return [...new Set([...first, ...fits])].slice(0, MOST).map((one) => before + one);
}
