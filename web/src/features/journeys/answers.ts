/** Asks any kind of question of the journeys that are selected. One key a question, so that views share answers. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { request } from "@/api";
import type { paths } from "@/api/schema";
import { useSelection } from "./selection";

type Asked = Extract<keyof paths, `/api/journeys/${string}/export`>;
export type Kind = Asked extends `/api/journeys/${infer Name}/export` ? Name : never;

type Post<Name extends Kind> = paths[`/api/journeys/${Name}`] extends { post: infer Operation }
  ? Operation
  : never;
export type Answer<Name extends Kind> =
  Post<Name> extends { responses: { 200: { content: { "application/json": infer Body } } } } ? Body : never;
type Parameters<Name extends Kind> =
  Post<Name> extends { requestBody: { content: { "application/json": infer Body } } } ? Body : never;
/** The parameters of a question; the selection is added by the hook, and what is left out has its default. */
export type Question<Name extends Kind> = Partial<Omit<Parameters<Name>, "segment" | "since" | "until">>;

export function useAnswer<Name extends Kind>(kind: Name, question: Question<Name>, enabled = true) {
  const [selection] = useSelection();
  const body = { ...question, ...selection };
  return useQuery({
    queryKey: ["journeys", kind, body],
    queryFn: ({ signal }) => request<Answer<Name>>(`/api/journeys/${kind}`, { method: "POST", body, signal }),
    enabled,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}
