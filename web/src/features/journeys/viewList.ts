/** The views of Explore, in groups that follow what people want to know. */
import { type ComponentType, lazy } from "react";

type View = ComponentType;

const modules = import.meta.glob<Record<string, View>>(["./*View.tsx", "./*/*View.tsx"]);

function view(path: string): View {
  const load = modules[`./${path}View.tsx`];
  const name = `${path.split("/").at(-1) ?? path}View`;
  return lazy(async () => {
    const found = (await load?.())?.[name];
    if (found === undefined) throw new Error(`The file of ${path} exports no ${name}.`);
    return { default: found };
  });
}

export const VIEWS = {
  overview: view("Overview"),
  transitions: view("Transitions"),
  funnel: view("Funnel"),
  flow: view("Flow"),
  variants: view("Variants"),
  handoffs: view("handoffs/Handoffs"),
  times: view("Times"),
  sessions: view("sessions/Sessions"),
  retention: view("retention/Retention"),
  satisfaction: view("satisfaction/Satisfaction"),
  attribution: view("attribution/Attribution"),
  leaving: view("leaving/Leaving"),
  compare: view("compare/Compare"),
} as const;

export type ViewName = keyof typeof VIEWS;

export const GROUPS: readonly { name: string; views: readonly ViewName[] }[] = [
  { name: "paths", views: ["overview", "transitions", "funnel", "flow", "variants", "handoffs"] },
  { name: "times", views: ["times", "sessions"] },
  { name: "people", views: ["retention", "satisfaction"] },
  { name: "why", views: ["attribution", "leaving", "compare"] },
];

export const isView = (name: string): name is ViewName => name in VIEWS;
