/** What customers wrote, as hooks. */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { answered, client, isOver, useJob, useSession } from "@/api";
import type { components } from "@/api/schema";

type Schemas = components["schemas"];
export type Words = Schemas["WordsView"];
export type WordsText = Schemas["TextView"];
export type WordsTheme = Schemas["ThemeView"];
export type Moods = Schemas["MoodCountsView"];
export type Mood = WordsText["mood"];
export type Asked = Omit<Partial<Schemas["WordsRequest"]>, "start" | "most">;
export type Order = NonNullable<Schemas["WordsRequest"]["order"]>;

export const MOODS: readonly Mood[] = ["negative", "mixed", "positive"];
export const NO_THEME = "none";
const ALL = ["words"];

export function useMayEdit(): boolean {
  const role = useSession().data?.role;
  return role !== undefined && role !== "viewer" && role !== "commenter";
}

export const useWords = (asked: Asked, most: number) =>
  useQuery({
    queryKey: [...ALL, asked, most],
    queryFn: ({ signal }) =>
      answered(client.POST("/api/words", { body: { ...asked, most } as Schemas["WordsRequest"], signal })),
    placeholderData: keepPreviousData,
  });

/** The reading that is on its way, followed to its end; then all words are asked for anew. */
export function useReading(id: string | null) {
  const queries = useQueryClient();
  const job = useJob(id).data;
  const over = job !== undefined && isOver(job);
  useEffect(() => {
    if (over) void queries.invalidateQueries({ queryKey: ALL });
  }, [over, queries]);
  return over ? undefined : job;
}

/** Does something with words and asks for them anew. */
function useAct<Given, Answer>(act: (given: Given) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: ALL });
      void queries.invalidateQueries({ queryKey: ["jobs"] });
    },
  });
}

export const useRead = () =>
  useAct((afresh: boolean) => answered(client.POST("/api/words/read", { body: { afresh } })));

export interface Correction {
  id: string;
  theme?: string | null;
  mood?: Mood;
}

export const useCorrect = () =>
  useAct(({ id, ...body }: Correction) =>
    answered(client.PATCH("/api/words/texts/{text_id}", { params: { path: { text_id: id } }, body })),
  );

const theme = (theme_id: string) => ({ params: { path: { theme_id } } });

export const useAddTheme = () =>
  useAct((name: string) => answered(client.POST("/api/words/themes", { body: { name } })));

export const useRenameTheme = () =>
  useAct(({ id, name }: { id: string; name: string }) =>
    answered(client.PATCH("/api/words/themes/{theme_id}", { ...theme(id), body: { name } })),
  );

export const useJoinThemes = () =>
  useAct(({ id, into }: { id: string; into: string }) =>
    answered(client.POST("/api/words/themes/{theme_id}/merge", { ...theme(id), body: { into } })),
  );

export const useRemoveTheme = () =>
  useAct(async (id: string) => {
    await client.DELETE("/api/words/themes/{theme_id}", theme(id));
  });

/** The maps that a quote can be pinned to. */
export const useMaps = (enabled: boolean) =>
  useQuery({
    enabled,
    queryKey: ["maps"],
    queryFn: ({ signal }) => answered(client.GET("/api/maps", { signal })),
  });

interface Placed {
  id: string;
  title: string;
  order: string;
}
interface Outline {
  stages?: Record<string, Placed>;
  steps?: Record<string, Placed & { stage: string }>;
}
const inOrder = <Row extends Placed>(rows: Record<string, Row> | undefined): Row[] =>
  Object.values(rows ?? {}).sort((one, other) =>
    one.order < other.order ? -1 : one.order > other.order ? 1 : one.id < other.id ? -1 : 1,
  );

/** The stages of a map with their steps, in order. */
export const useMapSteps = (id: string | null) =>
  useQuery({
    enabled: id !== null,
    queryKey: ["words-steps", id],
    queryFn: async ({ signal }) => {
      const path = { params: { path: { map_id: id ?? "" } }, signal };
      const { document } = await answered(client.GET("/api/maps/{map_id}", path));
      const { stages, steps } = document as Outline;
      return inOrder(stages).map((stage) => ({
        ...stage,
        steps: inOrder(steps).filter((step) => step.stage === stage.id),
      }));
    },
  });

export const usePin = () =>
  useMutation({
    mutationFn: ({ map, ...body }: { map: string; text: string; step: string }) =>
      answered(client.POST("/api/maps/{map_id}/words/pins", { params: { path: { map_id: map } }, body })),
  });
