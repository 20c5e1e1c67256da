/** The kinds of lanes as one looks for them: whose side of the journey they tell of. */
import type { LaneKind } from "@/map-model";

export const LANE_GROUPS = {
  customer: ["actions", "goals", "thoughts", "emotion", "barriers", "importance"],
  contact: ["touchpoints", "channels", "images"],
  organisation: ["frontstage", "backstage", "support", "responsible"],
  known: ["observations", "insights", "opportunities", "numbers", "metrics", "custom"],
} as const satisfies Readonly<Record<string, readonly LaneKind[]>>;

export type LaneGroup = keyof typeof LANE_GROUPS;
export const LANE_GROUP_NAMES = Object.keys(LANE_GROUPS) as readonly LaneGroup[];
