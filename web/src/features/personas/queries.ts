/** The library of personas, as hooks. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answered, client, useSession } from "@/api";
import type { components } from "@/api/schema";

type Schemas = components["schemas"];
export type LibraryPersona = Schemas["PersonaView"];
export type PersonaFields = Required<Schemas["PersonaFields"]>;
/** What is left out is empty. */
export type NewPersona = Pick<PersonaFields, "name"> & Partial<PersonaFields>;

const ALL = ["personas"];
const path = (persona_id: string) => ({ params: { path: { persona_id } } });

export function useMayEdit(): boolean {
  const role = useSession().data?.role;
  return role !== undefined && role !== "viewer" && role !== "commenter";
}

export const usePersonas = () =>
  useQuery({
    queryKey: ALL,
    queryFn: ({ signal }) => answered(client.GET("/api/personas", { signal })),
  });

export const usePersona = (id: string) =>
  useQuery({
    queryKey: [...ALL, id],
    queryFn: ({ signal }) => answered(client.GET("/api/personas/{persona_id}", { ...path(id), signal })),
  });

/** Does something with personas and asks for them anew. */
function useAct<Given, Answer>(act: (given: Given) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSettled: () => queries.invalidateQueries({ queryKey: ALL, exact: true }),
  });
}

export const addPersona = (body: NewPersona) =>
  answered(client.POST("/api/personas", { body: body as PersonaFields }));

export const useAddPersona = () => useAct((body: NewPersona) => addPersona(body));

export const useDeletePersona = () =>
  useAct(async (id: string) => {
    await client.DELETE("/api/personas/{persona_id}", path(id));
  });

export const useRestorePersona = () =>
  useAct((id: string) => answered(client.POST("/api/personas/{persona_id}/restore", path(id))));

export const useCountPersona = () =>
  useAct((id: string) => answered(client.POST("/api/personas/{persona_id}/count", path(id))));

export const changePersona = (id: string, version: number, fields: PersonaFields) =>
  answered(client.PUT("/api/personas/{persona_id}", { ...path(id), body: { version, fields } }));

/** How many customers a segment has, while it is written. */
export const useSegmentCount = (text: string) =>
  useQuery({
    queryKey: ["segment-count", text],
    queryFn: ({ signal }) =>
      answered(client.POST("/api/journeys/segments/count", { body: { text }, signal })),
    enabled: text.trim() !== "",
    retry: false,
    placeholderData: (before) => before,
  });

export const useSavedSegments = () =>
  useQuery({
    queryKey: ["segments"],
    queryFn: ({ signal }) => answered(client.GET("/api/journeys/segments", { signal })),
    retry: false,
  });

export const sheetAddress = (id: string, format: string): string =>
  `/api/personas/${id}/sheet?format=${format}`;
