/** The share links of a map, as hooks. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answered, client } from "@/api";
import type { components } from "@/api/schema";

type Schemas = components["schemas"];
export type ShareLink = Schemas["LinkView"];
export type LaneChoice = Schemas["LaneChoice"];
export type MadeLink = Schemas["MadeLink"];
export type NewLink = Schemas["NewLink"];
export type LinkChange = Schemas["LinkChange"];

const keyOf = (map: string) => ["share-links", map];
const path = (map_id: string) => ({ params: { path: { map_id } } });
const pathOf = (map_id: string, link_id: string) => ({ params: { path: { map_id, link_id } } });

export const useLinks = (map: string) =>
  useQuery({
    queryKey: keyOf(map),
    queryFn: ({ signal }) => answered(client.GET("/api/maps/{map_id}/links", { ...path(map), signal })),
  });

/** Does something with links and asks for them anew. */
function useAct<Given, Answer>(map: string, act: (given: Given) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSettled: () => queries.invalidateQueries({ queryKey: keyOf(map) }),
  });
}

export const useCreateLink = (map: string) =>
  useAct(map, (body: NewLink) => answered(client.POST("/api/maps/{map_id}/links", { ...path(map), body })));

export const useChangeLink = (map: string) =>
  useAct(map, ({ id, change }: { id: string; change: LinkChange }) =>
    answered(client.PATCH("/api/maps/{map_id}/links/{link_id}", { ...pathOf(map, id), body: change })),
  );

export const useRenewLink = (map: string) =>
  useAct(map, (id: string) =>
    answered(client.POST("/api/maps/{map_id}/links/{link_id}/renew", pathOf(map, id))),
  );

export const useRevokeLink = (map: string) =>
  useAct(map, async (id: string) => {
    await client.DELETE("/api/maps/{map_id}/links/{link_id}", pathOf(map, id));
  });
