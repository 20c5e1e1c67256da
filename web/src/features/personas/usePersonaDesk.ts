import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { answered, client } from "@/api";
import { addPersona, type PersonaFields, useMayEdit, usePersonas } from "./queries";

type Said = Omit<PersonaFields, "quotes"> & { readonly quotes: readonly string[] };

/** The library as the editor of a map uses it: what there is to choose, and what has changed since. */
export function usePersonaDesk(map: string) {
  const queries = useQueryClient();
  const mayEdit = useMayEdit();
  const library = usePersonas().data;
  const newsKey = useMemo(() => ["persona-news", map], [map]);
  const news = useQuery({
    queryKey: newsKey,
    queryFn: ({ signal }) =>
      answered(client.GET("/api/maps/{map_id}/personas/news", { params: { path: { map_id: map } }, signal })),
  }).data;
  return useMemo(
    () => ({
      library: (library ?? []).map(({ id, version, fields }) => ({
        id,
        version,
        fields: fields as PersonaFields,
      })),
      newsOf: (persona: string, version: number) => {
        const found = news?.find((one) => one.persona === persona && one.version > version);
        return found === undefined ? null : { by: found.changed_by, fields: found.fields };
      },
      update: async (persona: string) => {
        await answered(
          client.POST("/api/maps/{map_id}/personas/{persona_id}/update", {
            params: { path: { map_id: map, persona_id: persona } },
          }),
        );
        await queries.invalidateQueries({ queryKey: newsKey });
      },
      keep: mayEdit
        ? async (said: Said) => {
            const kept = await addPersona({ ...said, quotes: [...said.quotes] });
            void queries.invalidateQueries({ queryKey: ["personas"], exact: true });
            return { id: kept.id, version: kept.version };
          }
        : undefined,
      page: (id: string) => `/personas/${id}`,
      sheets: (persona: string) => `/api/maps/${map}/persona-sheets?format=pdf&persona=${persona}`,
    }),
    [library, news, map, mayEdit, newsKey, queries],
  );
}
