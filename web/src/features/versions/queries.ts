/** Versions, differences and history of a map, as hooks. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answered, client } from "@/api";
import type { components } from "@/api/schema";
import type { Fields } from "@/map-model";

type Schemas = components["schemas"];
export type Version = Schemas["VersionView"];
export type DifferenceLine = Schemas["DifferenceView"];
export type HistoryGroup = Schemas["HistoryGroup"];

const ofMap = (map_id: string) => ({ path: { map_id } });
const ofVersion = (map_id: string, version_id: string) => ({ params: { path: { map_id, version_id } } });
export const versionsKey = (map: string) => ["versions", map];
export const historyKey = (map: string) => ["map-history", map];

export const useVersions = (map: string) =>
  useQuery({
    queryKey: versionsKey(map),
    queryFn: ({ signal }) =>
      answered(client.GET("/api/maps/{map_id}/versions", { params: ofMap(map), signal })),
  });

/** The map as it was; a state never changes, so it is asked for once. */
export const useStateAt = (map: string, seq: number | null) =>
  useQuery({
    queryKey: ["map-at", map, seq],
    queryFn: async ({ signal }) => {
      const params = { path: { map_id: map, seq: seq ?? 0 } };
      const { document } = await answered(client.GET("/api/maps/{map_id}/at/{seq}", { params, signal }));
      return document as unknown as Fields;
    },
    enabled: seq !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });

/** What differs between two states of the map. */
export const useDifferences = (map: string, wanted: { from: number; to: number } | null) =>
  useQuery({
    queryKey: ["map-differences", map, wanted],
    queryFn: ({ signal }) => {
      const params = { ...ofMap(map), query: wanted ?? {} };
      return answered(client.GET("/api/maps/{map_id}/differences", { params, signal }));
    },
    enabled: wanted !== null,
    // While one edits on, what differed a moment ago stays; it is not shown of another pair of states.
    placeholderData: (previous) => (previous?.before === wanted?.from ? previous : undefined),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const useHistory = (map: string, { person, record }: { person: string; record: string }) =>
  useInfiniteQuery({
    queryKey: [...historyKey(map), person, record],
    queryFn: ({ signal, pageParam }) => {
      const query = { person, record, before: pageParam ?? undefined };
      return answered(client.GET("/api/maps/{map_id}/history", { params: { ...ofMap(map), query }, signal }));
    },
    initialPageParam: null as number | null,
    getNextPageParam: (last) => last.before,
  });

/** Does something with versions and asks for them anew. */
function useAct<Given, Answer>(map: string, act: (given: Given) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSettled: () => queries.invalidateQueries({ queryKey: versionsKey(map) }),
  });
}

export interface Named {
  readonly name: string;
  readonly note: string;
}

export const useNameVersion = (map: string) =>
  useAct(map, (body: Named & { seq: number | null }) =>
    answered(client.POST("/api/maps/{map_id}/versions", { params: ofMap(map), body })),
  );

export const useChangeVersion = (map: string) =>
  useAct(map, ({ id, ...body }: Named & { id: string }) =>
    answered(client.PATCH("/api/maps/{map_id}/versions/{version_id}", { ...ofVersion(map, id), body })),
  );

export const useDeleteVersion = (map: string) =>
  useAct(map, async (id: string) => {
    await client.DELETE("/api/maps/{map_id}/versions/{version_id}", ofVersion(map, id));
  });
