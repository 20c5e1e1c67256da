/** The map as it is: real journeys on it, asked of the server while the view wants them. */
import { useQuery } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useMemo } from "react";
import { request } from "@/api";
import type { components } from "@/api/schema";
import { useLiveState, useMapDocument } from "@/live";
import { type MapDocument, stagesInOrder, stepsInOrder } from "@/map-model";
import { useSessionState } from "../context";

type Schemas = components["schemas"];
export type MapReplay = Schemas["MapReplay"];
export type ReplayedStep = Schemas["ReplayedStep"];
export type Felt = Schemas["FeltAtStep"];
export type Bindings = Schemas["BindingsView"];
type Job = Schemas["JobView"];

/** The map as the team thinks it is, as it is, or both together. */
export type View = "think" | "is" | "both";

const AGAIN_MS = 1000;

export interface StepReality {
  readonly walked: ReplayedStep | null;
  readonly felt: Felt | null;
  readonly texts: number;
  readonly tickets: number;
  readonly nobody: boolean;
  readonly missing: MapReplay["journeys"]["missing"];
}

export interface Reality {
  readonly view: View;
  readonly told: MapReplay | null;
  readonly byStep: ReadonlyMap<string, StepReality>;
  readonly pending: boolean;
  readonly job: Job | null;
  readonly error: Error | null;
}

const NOTHING: Reality = {
  view: "think",
  told: null,
  byStep: new Map(),
  pending: false,
  job: null,
  error: null,
};
const RealityContext = createContext<Reality>(NOTHING);

export const useReality = (): Reality => useContext(RealityContext);

const isJob = (answer: MapReplay | Job): answer is Job => !("journeys" in answer);

/** What the answer depends on of the map: while it stays, nothing is asked anew. */
function bindingsOf(map: MapDocument): string {
  const steps = stagesInOrder(map).flatMap(({ id }) =>
    stepsInOrder(map, id).map((step) => [step.id, step.title, step.events, step.binding]),
  );
  const links = Object.values(map.links).map(({ source, target }) => `${source} ${target}`);
  const personas = Object.values(map.personas).map(({ id, segment }) => [id, segment]);
  return JSON.stringify([steps, links.sort(), personas, map.map.measured]);
}

export function RealityProvider({ children }: { children: ReactNode }) {
  const view = useSessionState((state) => state.view);
  const isOpen = useSessionState((state) => state.panel === "reality");
  const map = useMapDocument();
  const id = map.map.id;
  // What is not stored yet is not counted yet: the answer is asked when all is saved.
  const isSaved = useLiveState((state) => state.unsent === 0);
  const bindings = useMemo(() => bindingsOf(map), [map]);
  const query = useQuery({
    queryKey: ["map", id, "replay", bindings],
    queryFn: ({ signal }) => request<MapReplay | Job>(`/api/maps/${id}/replay`, { signal }),
    enabled: isSaved && (view !== "think" || isOpen),
    retry: false,
    placeholderData: (before) => before,
    refetchInterval: ({ state }) => (state.data !== undefined && isJob(state.data) ? AGAIN_MS : false),
  });
  const { data, error, isPending, isFetching } = query;
  const reality = useMemo<Reality>(() => {
    const told = data === undefined || isJob(data) ? null : data;
    return {
      view,
      told: error === null ? told : null,
      byStep: error === null && told !== null ? stepsOf(told) : NOTHING.byStep,
      pending: isPending && isFetching,
      job: data !== undefined && isJob(data) ? data : null,
      error,
    };
  }, [view, data, error, isPending, isFetching]);
  return <RealityContext value={reality}>{children}</RealityContext>;
}

function stepsOf(told: MapReplay): ReadonlyMap<string, StepReality> {
  const ids = new Set([
    ...told.felt.map(({ step }) => step),
    ...told.said.map(({ step }) => step),
    ...told.nobody,
    ...told.journeys.missing.map(({ after }) => after),
  ]);
  const walked = new Map(told.journeys.steps.map((step) => [step.id, step]));
  const felt = new Map(told.felt.map((one) => [one.step, one]));
  const said = new Map(told.said.map((one) => [one.step, one]));
  return new Map(
    [...ids].map((id) => [
      id,
      {
        walked: walked.get(id) ?? null,
        felt: felt.get(id) ?? null,
        texts: said.get(id)?.texts ?? 0,
        tickets: said.get(id)?.tickets ?? 0,
        nobody: told.nobody.includes(id),
        missing: told.journeys.missing.filter(({ after, share }) => after === id && share >= FREQUENT),
      },
    ]),
  );
}

/** What fewer customers than this do is told in the list, not on the poster. */
const FREQUENT = 0.02;
