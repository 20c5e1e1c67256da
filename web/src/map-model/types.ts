/** The records of a map, as `src/sojourn/maps/document.py` defines them. Shares are 0 to 1, times are in seconds. */

export type Importance = "low" | "medium" | "high";
export type MapStatus = "" | "draft" | "in_review" | "approved";
export type MapState = "current" | "future" | "ideal";
export type Subject = "group" | "individual";
export type GoalRole = "goal" | "expectation" | "wow";
export type ThoughtRole = "thought" | "question";
export type CardRole = GoalRole | ThoughtRole;
export type Place = "online" | "offline";
export type Decision = "first_time" | "habitual";
/** How a journey may end at a step. */
export type Outcome = "recurring" | "leaving";
/** Of an emotion: what the stage itself brings, or what the service adds. */
export type Aspect = "context" | "service";
export type Measure = "conversion" | "time" | "other";

export const LANE_KINDS = [
  "actions",
  "touchpoints",
  "channels",
  "goals",
  "thoughts",
  "emotion",
  "barriers",
  "importance",
  "responsible",
  "numbers",
  "metrics",
  "insights",
  "observations",
  "opportunities",
  "frontstage",
  "backstage",
  "support",
  "images",
  "custom",
] as const;
export type LaneKind = (typeof LANE_KINDS)[number];

/** Lanes that show fields of the step (its importance, its measured numbers) and hold no cards. */
export const LANES_WITHOUT_CARDS: ReadonlySet<LaneKind> = new Set<LaneKind>(["importance", "numbers"]);

export interface StepNumbers {
  readonly customers: number;
  readonly reached: number;
  readonly share: number;
  readonly share_low: number;
  readonly share_high: number;
  readonly events: number;
  readonly continued: number;
  readonly continued_share: number | null;
  readonly continued_low: number | null;
  readonly continued_high: number | null;
  readonly seconds: number | null;
  readonly seconds_low: number | null;
  readonly seconds_high: number | null;
  readonly seconds_n: number;
  readonly score: number | null;
  readonly score_low: number | null;
  readonly score_high: number | null;
  readonly score_n: number;
}

export interface Measured {
  readonly at: string;
  readonly customers: number;
  readonly events: number;
  readonly first: string | null;
  readonly last: string | null;
  readonly log: string;
}

/** A finding of the linter that the team lets stand, and why. */
export interface Allowed {
  readonly code: string;
  /** The id of the record where the finding stands; "": everywhere. */
  readonly record: string;
  readonly reason: string;
}

export interface MapRecord {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly state: MapState;
  /** What the map is restricted to: a channel, a product, a region. */
  readonly scope: string;
  readonly subject: Subject;
  readonly owner: string;
  readonly reviewed_on: string;
  readonly review_every_days: number;
  /** How far the team stands behind the map; "" where nobody said. */
  readonly status: MapStatus;
  readonly measured: Measured | null;
  readonly allowed: readonly Allowed[];
}

/** How many customers of the log were of a persona's segment, as it was counted. */
export interface SegmentCount {
  readonly customers: number;
  /** All customers of the log. */
  readonly of: number;
  readonly at: string;
}

export interface Persona {
  readonly id: string;
  readonly order: string;
  readonly name: string;
  readonly role: string;
  readonly description: string;
  readonly gender: string;
  readonly age: string;
  readonly job: string;
  readonly demographics: string;
  readonly interests: string;
  readonly needs: string;
  readonly goals: string;
  readonly pain_points: string;
  readonly behaviours: string;
  readonly preferences: string;
  readonly quote: string;
  readonly quotes: readonly string[];
  /** The customers that the persona stands for, as a segment. */
  readonly segment: string;
  readonly counted: SegmentCount | null;
  /** What the portrait is made of; "": it follows from the id. */
  readonly avatar: string;
  readonly color: number;
  /** The persona of the workspace's library that this is a copy of, and which version of it. */
  readonly library: string;
  readonly library_version: number;
}

export interface Stage {
  readonly id: string;
  readonly order: string;
  readonly title: string;
  readonly description: string;
  readonly color: number | null;
}

export interface Step {
  readonly id: string;
  readonly stage: string;
  readonly order: string;
  readonly title: string;
  readonly description: string;
  readonly importance: Importance | null;
  readonly moment_of_truth: boolean;
  readonly decision: Decision | null;
  readonly events: readonly string[];
  readonly numbers: StepNumbers | null;
  /** What must hold of these events beside their names, in the language of segments. */
  readonly binding: string;
  readonly may_switch: boolean;
  readonly outcome: Outcome | null;
  /** The id of another map, which shows this step in detail. */
  readonly opens: string;
  /** The id of a stored picture. */
  readonly image: string;
  readonly image_text: string;
}

export interface Lane {
  readonly id: string;
  readonly order: string;
  readonly kind: LaneKind;
  readonly title: string;
  readonly description: string;
}

export interface WebLink {
  readonly url: string;
  readonly title: string;
}

export interface Card {
  readonly id: string;
  readonly lane: string;
  readonly step: string;
  readonly order: string;
  readonly text: string;
  readonly recommendation: string;
  readonly importance: Importance | null;
  readonly role: CardRole | null;
  readonly place: Place | null;
  readonly channel: string;
  readonly device: string;
  readonly department: string;
  /** Who is responsible, or the person who is the channel. */
  readonly person: string;
  /** Until when it is to be done: of an opportunity or a recommendation. "": not said. */
  readonly due: string;
  /** A touchpoint that should go. */
  readonly unnecessary: boolean;
  readonly emotion: number | null;
  readonly aspect: Aspect | null;
  readonly persona: string | null;
  readonly measure: Measure | null;
  readonly value: number | null;
  readonly unit: string;
  readonly image: string;
  readonly image_text: string;
  readonly links: readonly WebLink[];
}

export interface Link {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly title: string;
  readonly kind: "branch" | "loop" | "alternative";
}

export const EVIDENCE_KINDS = [
  "event_metric",
  "survey_score",
  "verbatim",
  "interview",
  "ticket",
  "review",
  "call",
  "walk_through",
  "customer_review",
  "assumption",
  "document",
] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

/** One thing that a claim rests on, or that speaks against it: of one card, step or persona, or of the map. */
export interface Evidence {
  readonly id: string;
  readonly order: string;
  readonly card: string | null;
  readonly step: string | null;
  readonly persona: string | null;
  readonly kind: EvidenceKind;
  readonly says: "supports" | "contradicts";
  readonly title: string;
  readonly quote: string;
  readonly n: number | null;
  readonly value: number | null;
  readonly unit: string;
  readonly low: number | null;
  readonly high: number | null;
  /** The days that it tells of; from the last it ages. "": not said. */
  readonly first: string;
  readonly last: string;
  readonly source: string;
  /** A checksum of what was cited. */
  readonly hash: string;
  readonly link: string;
}

/** Every table but the map itself, which is a table of one. */
export interface Tables {
  readonly personas: Persona;
  readonly stages: Stage;
  readonly steps: Step;
  readonly lanes: Lane;
  readonly cards: Card;
  readonly links: Link;
  readonly evidence: Evidence;
}
export type TableName = keyof Tables;
export type RecordsById<Row> = Readonly<Record<string, Row>>;

export type MapDocument = {
  readonly schema_version: 1;
  readonly map: MapRecord;
} & { readonly [Name in TableName]: RecordsById<Tables[Name]> };

export const TABLES = ["personas", "stages", "steps", "lanes", "cards", "links", "evidence"] as const;

/** Per table: the field that refers to a record, and the table where that record must stand. */
export const PARENTS: Readonly<Record<string, Readonly<Record<string, TableName>>>> = {
  steps: { stage: "stages" },
  cards: { lane: "lanes", step: "steps", persona: "personas" },
  links: { source: "steps", target: "steps" },
  evidence: { card: "cards", step: "steps", persona: "personas" },
};

/** Per table: the fields that say where a record stands. Only `move` changes them. */
export const PLACE: Readonly<Record<string, ReadonlySet<string>>> = {
  map: new Set(),
  personas: new Set(["order"]),
  stages: new Set(["order"]),
  steps: new Set(["order", "stage"]),
  lanes: new Set(["order"]),
  cards: new Set(["order", "lane", "step"]),
  links: new Set(),
  evidence: new Set(["order", "card", "step", "persona"]),
};

/** Per kind of lane: the fields that only its cards may fill. */
export const FIELDS_OF_LANES = {
  emotion: ["aspect"],
  metrics: ["measure", "value", "unit"],
} as const satisfies Partial<Record<LaneKind, readonly (keyof Card)[]>>;

const MERGED_TEXTS: Readonly<Record<string, ReadonlySet<string>>> = {
  map: new Set(["title", "description", "scope"]),
  personas: new Set([
    "name",
    "role",
    "description",
    "demographics",
    "interests",
    "needs",
    "goals",
    "pain_points",
    "behaviours",
    "preferences",
    "quote",
  ]),
  stages: new Set(["title", "description"]),
  steps: new Set(["title", "description", "image_text"]),
  lanes: new Set(["title", "description"]),
  cards: new Set(["text", "recommendation", "image_text"]),
  links: new Set(["title"]),
  evidence: new Set(["title", "quote"]),
};

/**
 * Whether a field is free text, in which the words of several people can stand together. Of names that one
 * chooses (a department, a unit), the last one holds.
 */
export const isMergedText = (table: string, field: string): boolean =>
  MERGED_TEXTS[table]?.has(field) ?? false;

/** Per table: the tables and fields whose records go when a record of it is removed. */
export const CONTENTS: Readonly<Record<string, readonly (readonly [TableName, string])[]>> = {
  stages: [["steps", "stage"]],
  steps: [
    ["cards", "step"],
    ["links", "source"],
    ["links", "target"],
    ["evidence", "step"],
  ],
  lanes: [["cards", "lane"]],
  cards: [["evidence", "card"]],
  personas: [["evidence", "persona"]],
};
