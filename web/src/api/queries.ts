/** What the app asks of the server, as hooks. One key a question, so that every view shares one answer. */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { request } from "./http";
import type {
  DurationsQuestion,
  DurationsResult,
  EventsResult,
  FlowQuestion,
  FlowResult,
  FunnelQuestion,
  FunnelResult,
  Job,
  Mapping,
  MapSummary,
  Overview,
  Preview,
  Session,
  Source,
  TemplateInfo,
  TransitionsResult,
  VariantsResult,
} from "./types";

const RUNNING_POLL_MS = 700;
const IDLE_POLL_MS = 15_000;

export const isOver = (job: Job): boolean => job.state !== "waiting" && job.state !== "running";

export const useSession = () =>
  useQuery({ queryKey: ["session"], queryFn: ({ signal }) => request<Session>("/api/session", { signal }) });

export const useOverview = () =>
  useQuery({
    queryKey: ["overview"],
    queryFn: ({ signal }) => request<Overview>("/api/overview", { signal }),
  });

export const useMaps = () =>
  useQuery({ queryKey: ["maps"], queryFn: ({ signal }) => request<MapSummary[]>("/api/maps", { signal }) });

export const useTemplates = () =>
  useQuery({
    queryKey: ["templates"],
    queryFn: ({ signal }) => request<TemplateInfo[]>("/api/templates", { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const useSources = () =>
  useQuery({ queryKey: ["sources"], queryFn: ({ signal }) => request<Source[]>("/api/sources", { signal }) });

/** Jobs of this workspace, asked more often while one runs. */
export const useJobs = () =>
  useQuery({
    queryKey: ["jobs"],
    queryFn: ({ signal }) => request<Job[]>("/api/jobs", { signal }),
    refetchInterval: (query) =>
      query.state.data?.some((job) => !isOver(job)) ? RUNNING_POLL_MS : IDLE_POLL_MS,
  });

/** One job, followed until it is over. */
export const useJob = (id: string | null) =>
  useQuery({
    queryKey: ["job", id],
    queryFn: ({ signal }) => request<Job>(`/api/jobs/${id}`, { signal }),
    enabled: id !== null,
    refetchInterval: (query) =>
      query.state.data !== undefined && isOver(query.state.data) ? false : RUNNING_POLL_MS,
  });

const useJourneys = <Question extends object, Result>(
  analysis: string,
  question: Question,
  enabled: boolean = true,
) =>
  useQuery({
    queryKey: ["journeys", analysis, question],
    queryFn: ({ signal }) =>
      request<Result>(`/api/journeys/${analysis}`, { method: "POST", body: question, signal }),
    enabled,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });

export const useEvents = () => useJourneys<Record<string, never>, EventsResult>("events", {});

export const useTransitions = () => useJourneys<Record<string, never>, TransitionsResult>("transitions", {});

export const useFunnel = (question: FunnelQuestion, enabled: boolean) =>
  useJourneys<FunnelQuestion, FunnelResult>("funnel", question, enabled);

export const useVariants = (question: { top: number }) =>
  useJourneys<{ top: number }, VariantsResult>("variants", question);

export const useFlow = (question: FlowQuestion) => useJourneys<FlowQuestion, FlowResult>("flow", question);

export const useDurations = (question: DurationsQuestion) =>
  useJourneys<DurationsQuestion, DurationsResult>("durations", question);

/** How the named uploads would be read, with or without the user's corrections. */
export const usePreview = (uploads: readonly string[], mapping: Mapping | null) =>
  useQuery({
    queryKey: ["preview", uploads, mapping],
    queryFn: ({ signal }) =>
      request<Preview>("/api/imports/preview", {
        method: "POST",
        body: mapping === null ? { uploads } : { uploads, mapping },
        signal,
      }),
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

export const useStartImport = () =>
  useStartJob((question: { uploads: readonly string[]; mapping: Mapping; name?: string }) =>
    request<Job>("/api/imports", { method: "POST", body: question }),
  );

export const useRemoveSource = () =>
  useStartJob((source: string) => request<Job>(`/api/sources/${source}`, { method: "DELETE" }));

export const useDraftMap = () =>
  useStartJob((question: { title?: string; steps?: number }) =>
    request<Job>("/api/maps/draft", { method: "POST", body: question }),
  );

export const useCancelJob = () =>
  useStartJob((id: string) => request<Job>(`/api/jobs/${id}/cancel`, { method: "POST" }));

/** Everything that a finished job may have changed is asked anew. */
export function useRefreshAfterJobs(): () => void {
  const queries = useQueryClient();
  return () => {
    for (const key of ["overview", "sources", "maps", "journeys"])
      void queries.invalidateQueries({ queryKey: [key] });
  };
}
