/** What the app asks of the server, as hooks. One key a question, so that every view shares one answer. */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answered, client } from "./client";
import type { Job, Mapping, Preview } from "./types";

const RUNNING_POLL_MS = 700;
const IDLE_POLL_MS = 15_000;

export const isOver = (job: Job): boolean => job.state !== "waiting" && job.state !== "running";

export const useSession = () =>
  useQuery({
    queryKey: ["session"],
    queryFn: ({ signal }) => answered(client.GET("/api/session", { signal })),
  });

/** How one may sign in here: companies' pages, and whether mails reach people. */
export const useSignInOptions = () =>
  useQuery({
    queryKey: ["sign-in"],
    queryFn: ({ signal }) => answered(client.GET("/api/sign-in", { signal })),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Goes on in another of one's workspaces: everything on the page is asked anew. */
export function useChooseWorkspace() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      answered(
        client.POST("/api/workspaces/{workspace_id}/choose", { params: { path: { workspace_id: id } } }),
      ),
    onSuccess: async (session) => {
      queries.setQueryData(["session"], session);
      await queries.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== "session" });
    },
  });
}

export const useOverview = () =>
  useQuery({
    queryKey: ["overview"],
    queryFn: ({ signal }) => answered(client.GET("/api/overview", { signal })),
  });

export const useMaps = () =>
  useQuery({ queryKey: ["maps"], queryFn: ({ signal }) => answered(client.GET("/api/maps", { signal })) });

export const useTemplates = () =>
  useQuery({
    queryKey: ["templates"],
    queryFn: ({ signal }) => answered(client.GET("/api/templates", { signal })),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const useSources = () =>
  useQuery({
    queryKey: ["sources"],
    queryFn: ({ signal }) => answered(client.GET("/api/sources", { signal })),
  });

/** Jobs of this workspace, asked more often while one runs. */
export const useJobs = () =>
  useQuery({
    queryKey: ["jobs"],
    queryFn: ({ signal }) => answered(client.GET("/api/jobs", { signal })),
    refetchInterval: (query) =>
      query.state.data?.some((job) => !isOver(job)) ? RUNNING_POLL_MS : IDLE_POLL_MS,
  });

/** One job, followed until it is over. */
export const useJob = (id: string | null) =>
  useQuery({
    queryKey: ["job", id],
    queryFn: ({ signal }) =>
      answered(client.GET("/api/jobs/{job_id}", { params: { path: { job_id: id ?? "" } }, signal })),
    enabled: id !== null,
    refetchInterval: (query) =>
      query.state.data !== undefined && isOver(query.state.data) ? false : RUNNING_POLL_MS,
  });

/** Every event of the log, whatever is selected. */
export const useEvents = ({ enabled = true } = {}) =>
  useQuery({
    enabled,
    queryKey: ["journeys", "events", {}],
    queryFn: ({ signal }) => answered(client.POST("/api/journeys/events", { body: {}, signal })),
    staleTime: 60_000,
  });

/** How the named uploads would be read, with or without the user's corrections. */
export const usePreview = (uploads: readonly string[], mapping: Mapping | null) =>
  useQuery({
    queryKey: ["preview", uploads, mapping],
    queryFn: async ({ signal }) => {
      const body = mapping === null ? { uploads: [...uploads] } : { uploads: [...uploads], mapping };
      const {
        mapping: used,
        rows,
        ...rest
      } = await answered(client.POST("/api/imports/preview", { body, signal }));
      return { ...rest, rows, mapping: { ...used, roles: used.roles ?? {} } } as Preview;
    },
    enabled: uploads.length > 0,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });

function useStartJob<Variables>(start: (variables: Variables) => Promise<Job>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: start,
    onSuccess: (job) => {
      queries.setQueryData(["job", job.id], job);
      void queries.invalidateQueries({ queryKey: ["jobs"] });
    },
  });
}

export interface ImportWish {
  uploads: readonly string[];
  mapping: Mapping;
  name?: string;
  /** Remember under this name how the files are read. */
  profile?: string | null;
}

export const useStartImport = () =>
  useStartJob(({ uploads, mapping, name, profile = null }: ImportWish) =>
    answered(client.POST("/api/imports", { body: { uploads: [...uploads], mapping, name, profile } })),
  );

export const useRefreshSource = () =>
  useStartJob(({ source, uploads }: { source: string; uploads: readonly string[] }) =>
    answered(
      client.POST("/api/sources/{source_id}/refresh", {
        params: { path: { source_id: source } },
        body: { uploads: [...uploads] },
      }),
    ),
  );

export const useRemoveSource = () =>
  useStartJob((source: string) =>
    answered(client.DELETE("/api/sources/{source_id}", { params: { path: { source_id: source } } })),
  );

export const useDraftMap = () =>
  useStartJob(({ title, steps = 14 }: { title?: string; steps?: number }) =>
    answered(client.POST("/api/maps/draft", { body: { title, steps } })),
  );

export const useCancelJob = () =>
  useStartJob((id: string) =>
    answered(client.POST("/api/jobs/{job_id}/cancel", { params: { path: { job_id: id } } })),
  );

/** Everything that a finished job may have changed is asked anew. */
export function useRefreshAfterJobs(): () => void {
  const queries = useQueryClient();
  return () => {
    for (const key of ["overview", "sources", "maps", "journeys"])
      void queries.invalidateQueries({ queryKey: [key] });
  };
}
