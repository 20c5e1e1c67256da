/** The records of a map, as `src/sojourn/maps/document.py` defines them. Shares are 0 to 1, times are in seconds. */

export type Importance = "low" | "medium" | "high";
export type MapState = "current" | "future" | "ideal";
export type GoalRole = "goal" | "expectation" | "wow";
export type Place = "online" | "offline";
export type Decision = "first_time" | "habitual";

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
  "insights",
  "opportunities",
  "frontstage",
  "backstage",
  "support",
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

export interface MapRecord {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly state: MapState;
  readonly owner: string;
  readonly reviewed_on: string;
  readonly review_every_days: number;
  readonly measured: Measured | null;
}

export interface Persona {
  readonly id: string;
  readonly order: string;
  readonly name: string;
  readonly role: string;
  readonly description: string;
  readonly goals: string;
  readonly pain_points: string;
  readonly behaviours: string;
  readonly preferences: string;
  readonly quote: string;
  readonly color: number;
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
}

export interface Lane {
  readonly id: string;
  readonly order: string;
  readonly kind: LaneKind;
  readonly title: string;
  readonly description: string;
}

export interface Card {
  readonly id: string;
  readonly lane: string;
  readonly step: string;
  readonly order: string;
  readonly text: string;
  readonly recommendation: string;
  readonly importance: Importance | null;
  readonly role: GoalRole | null;
  readonly place: Place | null;
  readonly channel: string;
  readonly device: string;
  readonly department: string;
  readonly emotion: number | null;
  readonly persona: string | null;
}

export interface Link {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly title: string;
  readonly kind: "branch" | "loop" | "alternative";
}

/** Every table but the map itself, which is a table of one. */
export interface Tables {
  readonly personas: Persona;
  readonly stages: Stage;
  readonly steps: Step;
  readonly lanes: Lane;
  readonly cards: Card;
  readonly links: Link;
}
export type TableName = keyof Tables;
export type RecordsById<Row> = Readonly<Record<string, Row>>;

export type MapDocument = {
  readonly schema_version: 1;
  readonly map: MapRecord;
} & { readonly [Name in TableName]: RecordsById<Tables[Name]> };

export const TABLES = ["personas", "stages", "steps", "lanes", "cards", "links"] as const;

/** Per table: the field that refers to a record, and the table where that record must stand. */
export const PARENTS: Readonly<Record<string, Readonly<Record<string, TableName>>>> = {
  steps: { stage: "stages" },
  cards: { lane: "lanes", step: "steps", persona: "personas" },
  links: { source: "steps", target: "steps" },
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
};

/** Per table: the tables and fields whose records go when a record of it is removed. */
export const CONTENTS: Readonly<Record<string, readonly (readonly [TableName, string])[]>> = {
  stages: [["steps", "stage"]],
  steps: [
    ["cards", "step"],
    ["links", "source"],
    ["links", "target"],
  ],
  lanes: [["cards", "lane"]],
};
