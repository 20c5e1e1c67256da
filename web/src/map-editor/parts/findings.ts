/** What the rules find on the map, and the edits that answer a finding. */
import type { Batch, Edit, MapDocument, MapRecord } from "@/map-model";
import { type Target, THE_MAP, targetOf } from "../layout/target";
import { useAboutMap } from "./AboutMap";

export interface Finding {
  readonly code: string;
  readonly name: string;
  /** The rule in words. */
  readonly title: string;
  readonly message: string;
  readonly table: string;
  readonly record_id: string;
  readonly severity: "error" | "warning" | "hint";
  readonly fixes: readonly { readonly title: string; readonly operation: Batch }[];
  /** Why the team lets it stand; `null`: nobody allowed it. */
  readonly reason: string | null;
}

export type Grouping = "rule" | "place";
export interface Group {
  readonly key: string;
  readonly title: string;
  readonly findings: readonly Finding[];
}

export const useFindings = () => useAboutMap<readonly Finding[]>("findings");

export const isOpen = ({ reason }: Finding): boolean => reason === null;

const KIND_OF = {
  stages: "stage",
  steps: "step",
  lanes: "lane",
  cards: "card",
  personas: "persona",
  links: "link",
} as const;
const isShown = (table: string): table is keyof typeof KIND_OF => table in KIND_OF;

/** Where on the map a finding stands. */
export const targetOfFinding = ({ table, record_id }: Finding): Target =>
  isShown(table) ? targetOf(KIND_OF[table], record_id) : THE_MAP;

/** What a finding is told under when findings are told by place: its step or stage, else the map. */
function placeOf({ table, record_id }: Finding, map: MapDocument): { key: string; title: string } | null {
  if (table === "stages") return { key: record_id, title: map.stages[record_id]?.title ?? "" };
  const id = table === "cards" ? map.cards[record_id]?.step : record_id;
  const step = id === undefined ? undefined : map.steps[id];
  return step === undefined ? null : { key: step.id, title: step.title };
}

/** Findings under headings, in the order in which they were found. */
export function grouped(
  findings: readonly Finding[],
  { by, map, theMap }: { by: Grouping; map: MapDocument; theMap: string },
): readonly Group[] {
  const groups = new Map<string, { key: string; title: string; findings: Finding[] }>();
  for (const finding of findings) {
    const place = by === "rule" ? { key: finding.code, title: finding.title } : placeOf(finding, map);
    const { key, title } = place ?? { key: "", title: theMap };
    const group = groups.get(key) ?? { key, title, findings: [] };
    group.findings.push(finding);
    groups.set(key, group);
  }
  return [...groups.values()];
}

const withAllowed = (map: MapRecord, allowed: MapRecord["allowed"]): Edit => ({
  do: "set",
  table: "map",
  record_id: map.id,
  fields: { allowed: allowed.map((entry) => ({ ...entry })) },
});

/** Lets a finding stand. */
export const allowing = (map: MapRecord, { code, record_id }: Finding, reason: string): Edit =>
  withAllowed(map, [...map.allowed, { code, record: record_id, reason }]);

/** Lets a finding stand no longer. */
export const takingBack = (map: MapRecord, { code, record_id }: Finding): Edit =>
  withAllowed(
    map,
    map.allowed.filter((entry) => entry.code !== code || (entry.record !== record_id && entry.record !== "")),
  );
