/** The shapes that travel between browser and server. */

export type Role = "owner" | "admin" | "editor" | "commenter" | "viewer";

export interface Session {
  user: { id: string; name: string; email: string; local: boolean };
  workspace: { id: string; name: string };
  role: Role;
  version: string;
}

export type JobState = "waiting" | "running" | "done" | "failed" | "cancelled";

export interface Job {
  id: string;
  kind: "import" | "render" | "draft" | "remove";
  title: string;
  state: JobState;
  stage: string;
  done: number;
  total: number | null;
  started_at: string | null;
  finished_at: string | null;
  seconds_left: number | null;
  error: string | null;
  result: Record<string, unknown> | null;
}

export interface LogSummary {
  events: number;
  customers: number;
  event_names: number;
  first: string | null;
  last: string | null;
}

export interface MapSummary {
  id: string;
  title: string;
  state: "current" | "future" | "ideal";
  owner: string;
  updated_at: string;
  stages: number;
  /** The stages in order, for the picture in small. */
  route?: readonly { title: string; color?: number | null; steps?: number }[];
  steps: number;
  cards: number;
  measured: boolean;
  reviewed_on: string | null;
  review_due: string | null;
}

export interface Source {
  source: string;
  name: string;
  files: readonly { name: string; size: number; sha256?: string }[];
  format: string;
  read: number;
  kept: number;
  put_aside: number;
  duplicates: number;
  customers: number;
  first: string | null;
  last: string | null;
  at: string;
  state: string;
}

export interface Overview {
  log: LogSummary | null;
  maps: readonly MapSummary[];
  sources: readonly Source[];
  jobs: readonly Job[];
}

export interface Upload {
  id: string;
  name: string;
  size: number;
}

export type DateOrder =
  | "auto"
  | "iso"
  | "day_first"
  | "month_first"
  | "epoch_s"
  | "epoch_ms"
  | "epoch_us"
  | "epoch_ns"
  | "excel";

export interface Mapping {
  roles: Record<string, string>;
  dates: DateOrder;
  timezone: string;
  encoding: string | null;
  separator: string | null;
  scale?: string | null;
  only?: Record<string, readonly string[]>;
  constant_event?: string | null;
  header?: boolean | null;
}

export interface ColumnGuess {
  name: string;
  examples: readonly string[];
  kind: string;
  role: string | null;
  confidence: number;
}

export interface ImportQuestion {
  code: string;
  text: string;
  /** False: the best guess stands until it is corrected. */
  needed?: boolean;
  choices: readonly { value: string; label: string; example: string }[];
}

export interface Preview {
  format: string;
  encoding: string | null;
  separator: string | null;
  files: readonly { name: string; size: number }[];
  columns: readonly ColumnGuess[];
  mapping: Mapping;
  questions: readonly ImportQuestion[];
  notes?: readonly string[];
  rows: readonly Record<string, string | number | null>[];
  problems: readonly { row: number; reason: string }[];
}

export interface ImportCounts {
  read: number;
  kept: number;
  put_aside: number;
  duplicates: number;
  customers: number;
  source: string;
}

export interface EventCount {
  event: string;
  count: number;
  customers: number;
}

export interface EventsResult {
  events: number;
  customers: number;
  event_names: number;
  first: string;
  last: string;
  names: readonly EventCount[];
}

export interface Transition {
  from: string;
  to: string;
  count: number;
  customers: number;
  share: number;
  median_seconds: number | null;
  mean_seconds: number | null;
  p90_seconds: number | null;
}

export interface TransitionsResult {
  customers: number;
  events: number;
  names: readonly EventCount[];
  transitions: readonly Transition[];
}

export interface FunnelStep {
  event: string;
  reached: number;
  share: number;
  low: number;
  high: number;
  share_of_previous: number | null;
  previous_low: number | null;
  previous_high: number | null;
  median_seconds: number | null;
}

export interface FunnelResult {
  customers: number;
  within_seconds: number | null;
  steps: readonly FunnelStep[];
  left: readonly {
    after: string;
    customers: number;
    next: readonly { event: string; customers: number; share: number }[];
  }[];
}

export interface VariantsResult {
  customers: number;
  variants: number;
  top: readonly {
    events: readonly string[];
    customers: number;
    share: number;
    cumulative_share: number;
    median_seconds: number | null;
  }[];
  other: { variants: number; customers: number; share: number };
}

export interface FlowResult {
  customers: number;
  anchored: number;
  anchor: string | null;
  direction: "after" | "before";
  positions: readonly {
    position: number;
    nodes: readonly { event: string; customers: number; share: number }[];
  }[];
  links: readonly { position: number; from: string; to: string; customers: number }[];
}

export interface DurationsResult {
  customers: number;
  from: string | null;
  to: string | null;
  started: number;
  completed: number;
  not_completed: number;
  median_seconds: number | null;
  median_low: number | null;
  median_high: number | null;
  p90_seconds: number | null;
  mean_seconds: number | null;
  min_seconds: number | null;
  max_seconds: number | null;
  histogram: readonly { low_seconds: number; high_seconds: number; customers: number }[];
}

export interface FunnelQuestion {
  steps: readonly string[];
  within?: string | null;
}

export interface FlowQuestion {
  anchor?: string | null;
  direction?: "after" | "before";
  positions?: number;
  top?: number;
  collapse?: boolean;
}

export interface DurationsQuestion {
  start?: string | null;
  end?: string | null;
}

export interface TemplateInfo {
  id: string;
  title: string;
  description: string;
  industry: string;
}
