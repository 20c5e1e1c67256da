import { useQuery } from "@tanstack/react-query";
import { answered, client } from "@/api";
import type { components } from "@/api/schema";

export type Atlas = components["schemas"]["AtlasView"];
export type AtlasWay = components["schemas"]["AtlasWay"];

/** Every map of the workspace, and which step of which opens which. */
export const useAtlas = () =>
  useQuery({
    queryKey: ["maps", "atlas"],
    queryFn: ({ signal }) => answered(client.GET("/api/maps/atlas", { signal })),
  });
