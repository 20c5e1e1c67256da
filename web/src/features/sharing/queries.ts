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
export type WorkspaceLink = Schemas["WorkspaceLink"];

/** The links of one map, below the key of all. */
const ALL_KEY = ["share-links"];
const keyOf = (map: string) => [...ALL_KEY, map];
const path = (map_id: string) => ({ params: { path: { map_id } } });
const pathOf = (map_id: string, link_id: string) => ({ params: { path: { map_id, link_id } } });

export const useLinks = (map: string) =>
  useQuery({
    queryKey: keyOf(map),
    queryFn: ({ signal }) => answered(client.GET("/api/maps/{map_id}/links", { ...path(map), signal })),
  });

/** Every open link of the workspace; only for those who look after it. */
export const useWorkspaceLinks = () =>
  useQuery({
    queryKey: [...ALL_KEY, "of the workspace"],
    queryFn: ({ signal }) => answered(client.GET("/api/links", { signal })),
  });

/** Does something with links and asks for them anew. */
function useAct<Given, Answer>(act: (given: Given) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSettled: () => queries.invalidateQueries({ queryKey: ALL_KEY }),
  });
}

export const useCreateLink = (map: string) =>
  useAct((body: NewLink) => answered(client.POST("/api/maps/{map_id}/links", { ...path(map), body })));

export const useChangeLink = (map: string) =>
  useAct(({ id, change }: { id: string; change: LinkChange }) =>
    answered(client.PATCH("/api/maps/{map_id}/links/{link_id}", { ...pathOf(map, id), body: change })),
  );

export const useRenewLink = (map: string) =>
  useAct((id: string) => answered(client.POST("/api/maps/{map_id}/links/{link_id}/renew", pathOf(map, id))));

export const useRevokeLink = (map: string) =>
  useAct(async (id: string) => {
    await client.DELETE("/api/maps/{map_id}/links/{link_id}", pathOf(map, id));
  });
