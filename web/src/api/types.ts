/** Short names for the shapes in `schema.d.ts`, which is generated from schemas/openapi.json. */
import type { components } from "./schema";

type Schemas = components["schemas"];

export type Session = Schemas["SessionView"];
export type MyWorkspace = Schemas["MyWorkspace"];
export type SignInOptions = Schemas["SignInOptions"];
export type InvitationDoor = Schemas["InvitationDoor"];
export type Job = Schemas["JobView"];
export type JobState = Job["state"];
export type LogSummary = Schemas["LogSummary"];
export type MapSummary = Schemas["MapSummary"];
export type MapView = Schemas["MapView"];
export type Source = Schemas["SourceView"];
export type Overview = Schemas["Overview"];
export type Upload = Schemas["UploadView"];
/** A mapping as the server sends it: `roles` is always there. */
export type Mapping = Schemas["MappingDocument"] & { roles: Record<string, string> };
export type DateOrder = Mapping["dates"];
export type ColumnGuess = Schemas["ColumnView"];
export type ImportQuestion = Schemas["QuestionView"];
export type PreviewRow = Record<string, string | number | null>;
export type Preview = Omit<Schemas["PreviewView"], "mapping" | "rows"> & {
  mapping: Mapping;
  rows: PreviewRow[];
};
export type EventsResult = Schemas["EventsResult"];
export type Transition = Schemas["Transition"];
export type TransitionsResult = Schemas["TransitionsResult"];
export type FunnelResult = Schemas["FunnelResult"];
export type FunnelStep = Schemas["FunnelStep"];
export type VariantsResult = Schemas["VariantsResult"];
export type FlowResult = Schemas["FlowResult"];
export type DurationsResult = Schemas["DurationsResult"];
export type TemplateInfo = Schemas["TemplateView"];

/** What an import job leaves as its result: read = kept + put_aside + duplicates. */
export interface ImportCounts {
  read: number;
  kept: number;
  put_aside: number;
  duplicates: number;
  customers: number;
  source: string;
  /** `events`, or the kind of feedback. */
  kind: string;
}
