/** Comparisons, and what there is to choose from, as hooks. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { answered, client } from "@/api";
import type { components } from "@/api/schema";
import { documentFrom, type Fields, type MapDocument, personasInOrder } from "@/map-model";
import type { Chosen } from "./chosen";

type Schemas = components["schemas"];
export type DifferenceLine = Schemas["DifferenceView"];
export type Column = Schemas["ComparedColumn"];

export interface Side {
  readonly map: string;
  readonly title: string;
  readonly persona: string;
  readonly document: MapDocument;
}

export interface Comparison {
  readonly a: Side;
  readonly b: Side;
  readonly columns: readonly Column[];
  readonly lanes: readonly string[];
  readonly differences: readonly DifferenceLine[];
}

const sideFrom = (side: Schemas["ComparedSide"]): Side => ({
  map: side.map_id,
  title: side.title,
  persona: side.persona,
  document: documentFrom(side.document as unknown as Fields),
});

/** The two sides over each other; asked for when both are chosen. */
export const useComparison = ({ a, b }: Chosen) =>
  useQuery({
    queryKey: ["comparison", a, b],
    queryFn: async ({ signal }): Promise<Comparison> => {
      const path = { map_id: a.map, other_id: b.map };
      const query = { seq: a.seq, other_seq: b.seq, persona: a.persona, other_persona: b.persona };
      const told = await answered(
        client.GET("/api/maps/{map_id}/beside/{other_id}", { params: { path, query }, signal }),
      );
      return { ...told, a: sideFrom(told.a), b: sideFrom(told.b) };
    },
    enabled: a.map !== "" && b.map !== "",
    placeholderData: keepPreviousData,
  });

/** The states of a map that are kept. */
export const useStates = (map: string) =>
  useQuery({
    queryKey: ["versions", map],
    queryFn: ({ signal }) =>
      answered(client.GET("/api/maps/{map_id}/versions", { params: { path: { map_id: map } }, signal })),
    enabled: map !== "",
  });

/** The personas on a map. */
export const usePersonasOf = (map: string) =>
  useQuery({
    queryKey: ["personas-of", map],
    queryFn: async ({ signal }) => {
      const params = { path: { map_id: map } };
      const { document } = await answered(client.GET("/api/maps/{map_id}", { params, signal }));
      const personas = personasInOrder(documentFrom(document as unknown as Fields));
      return personas.map(({ id, name }) => ({ id, name }));
    },
    enabled: map !== "",
  });
