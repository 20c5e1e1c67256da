/** The views of Explore, in groups that follow what people want to know. */
import { lazy } from "react";

/** Each view is fetched when it is first opened. */
export const VIEWS = {
  overview: lazy(async () => ({ default: (await import("./OverviewView")).OverviewView })),
  transitions: lazy(async () => ({ default: (await import("./TransitionsView")).TransitionsView })),
  funnel: lazy(async () => ({ default: (await import("./FunnelView")).FunnelView })),
  flow: lazy(async () => ({ default: (await import("./FlowView")).FlowView })),
  variants: lazy(async () => ({ default: (await import("./VariantsView")).VariantsView })),
  handoffs: lazy(async () => ({ default: (await import("./handoffs/HandoffsView")).HandoffsView })),
  times: lazy(async () => ({ default: (await import("./TimesView")).TimesView })),
  sessions: lazy(async () => ({ default: (await import("./sessions/SessionsView")).SessionsView })),
  retention: lazy(async () => ({ default: (await import("./retention/RetentionView")).RetentionView })),
  satisfaction: lazy(async () => ({
    default: (await import("./satisfaction/SatisfactionView")).SatisfactionView,
  })),
  attribution: lazy(async () => ({
    default: (await import("./attribution/AttributionView")).AttributionView,
  })),
  leaving: lazy(async () => ({ default: (await import("./leaving/LeavingView")).LeavingView })),
  compare: lazy(async () => ({ default: (await import("./compare/CompareView")).CompareView })),
} as const;

export type ViewName = keyof typeof VIEWS;

export const GROUPS: readonly { name: string; views: readonly ViewName[] }[] = [
  { name: "paths", views: ["overview", "transitions", "funnel", "flow", "variants", "handoffs"] },
  { name: "times", views: ["times", "sessions"] },
  { name: "people", views: ["retention", "satisfaction"] },
  { name: "why", views: ["attribution", "leaving", "compare"] },
];

export const isView = (name: string): name is ViewName => name in VIEWS;
