/** A shared map, followed by asking now and then: guests have no live line. */
import { type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { client, ProblemError } from "@/api";
import type { components } from "@/api/schema";
import type { Fields } from "@/map-model";

export interface Shared {
  readonly permission: "view" | "comment";
  readonly document: Fields;
  /** What the server calls this state of the map. */
  readonly tag: string;
}
export type GuestWords = components["schemas"]["GuestWords"];

const EVERY_MS = 5_000;
const NOT_CHANGED = 304;
const keyOf = (token: string) => ["shared", token];

/** Whether a link's answer is final: it opens nothing, or it waits for its password. */
const isFinal = (error: unknown): boolean =>
  error instanceof ProblemError && [401, 404].includes(error.status);

async function read(token: string, known: Shared | undefined, signal: AbortSignal): Promise<Shared> {
  try {
    const { data, response } = await client.GET("/api/shared/{token}", {
      params: { path: { token } },
      headers: known === undefined ? {} : { "If-None-Match": known.tag },
      signal,
    });
    if (data === undefined) throw new TypeError("The server answered with nothing where a map was promised.");
    const document = data.document as unknown as Fields;
    return { permission: data.permission, document, tag: response.headers.get("ETag") ?? "" };
  } catch (error) {
    if (known !== undefined && error instanceof ProblemError && error.status === NOT_CHANGED) return known;
    throw error;
  }
}

const known = (queries: QueryClient, token: string) => queries.getQueryData<Shared>(keyOf(token));

/** The map behind a link, read anew while the page is looked at, until the link ends. */
export function useSharedMap(token: string) {
  const queries = useQueryClient();
  return useQuery({
    queryKey: keyOf(token),
    queryFn: ({ signal }) => read(token, known(queries, token), signal),
    // What has not changed is the same object already; comparing a whole map every few seconds would cost.
    structuralSharing: false,
    refetchInterval: ({ state }) => (isFinal(state.error) ? false : EVERY_MS),
    refetchOnWindowFocus: ({ state }) => !isFinal(state.error),
  });
}

/** Gives the link's password; the browser keeps a pass for some hours. */
export function useUnlock(token: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (password: string) => {
      await client.POST("/api/shared/{token}/unlock", { params: { path: { token } }, body: { password } });
    },
    onSuccess: () => queries.resetQueries({ queryKey: keyOf(token) }),
  });
}

/** Says something about the map; the team reads it first. */
export const useGuestComment = (token: string) =>
  useMutation({
    mutationFn: async (body: GuestWords) => {
      await client.POST("/api/shared/{token}/comments", { params: { path: { token } }, body });
    },
  });
