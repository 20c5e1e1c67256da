/**
 * How well a claim on the map is founded: one of five words, told from its rows of evidence and the day.
 *
 * The same as `src/sojourn/maps/grades.py`; both are held to the cases in `schemas/grade-cases.json`. Any change
 * here needs the same change there.
 */
import { byOrder } from "./order";
import type { Evidence, EvidenceKind, LaneKind, MapDocument } from "./types";

export const GRADE_WORDS = ["hypothesis", "single", "triangulated", "contradicted", "stale"] as const;
export type GradeWord = (typeof GRADE_WORDS)[number];
export type GradeReason =
  | "no_evidence"
  | "only_assumptions"
  | "one_source"
  | "same_kind"
  | "several_sources"
  | "contradicted"
  | "outweighed"
  | "out_of_date"
  | "all_out_of_date"
  | "only_contradictions";

/** One step of the reasoning, and the rows that it speaks of. */
export interface Because {
  readonly reason: GradeReason;
  readonly rows: readonly string[];
  readonly sources: number;
  readonly kinds: number;
}
export interface Grade {
  readonly word: GradeWord;
  readonly reasons: readonly Because[];
}

/** After how many days a kind of evidence counts half; `null`: it counts nothing at any age. */
export const HALF_LIFE_DAYS: Readonly<Record<EvidenceKind, number | null>> = {
  event_metric: 90,
  survey_score: 180,
  review: 180,
  customer_review: 180,
  ticket: 180,
  call: 180,
  verbatim: 270,
  walk_through: 180,
  interview: 365,
  document: 365,
  assumption: null,
};
const FRESH_HALVES = 2;

/** Lanes whose cards say something of customers that may be so or not. */
export const CLAIMING: ReadonlySet<LaneKind> = new Set<LaneKind>([
  "actions",
  "touchpoints",
  "channels",
  "goals",
  "thoughts",
  "emotion",
  "barriers",
  "metrics",
  "insights",
  "observations",
  "frontstage",
]);

const DAY_MS = 86_400_000;
const ageOf = (day: string, today: string): number =>
  Math.max(0, Math.round((Date.parse(`${today}T00:00:00Z`) - Date.parse(`${day}T00:00:00Z`)) / DAY_MS));

/** Whether a row still counts on a day, such as "2026-03-31". */
export function isFresh(row: Evidence, today: string): boolean {
  const halfLife = HALF_LIFE_DAYS[row.kind];
  const day = row.last || row.first;
  return halfLife !== null && day !== "" && ageOf(day, today) <= FRESH_HALVES * halfLife;
}

const sourceOf = (row: Evidence): string =>
  row.source
    .replace(/[ \t\r\n\u00a0]+/g, " ")
    .replace(/^ +| +$/g, "")
    .toLowerCase() || `\u0000${row.kind}`;
const sourcesOf = (rows: readonly Evidence[]): number => new Set(rows.map(sourceOf)).size;
const kindsOf = (rows: readonly Evidence[]): number => new Set(rows.map((row) => row.kind)).size;
const because = (reason: GradeReason, rows: readonly Evidence[]): Because => ({
  reason,
  rows: rows.map((row) => row.id),
  sources: sourcesOf(rows),
  kinds: kindsOf(rows),
});
const gradeAs = (word: GradeWord, ...reasons: readonly Because[]): Grade => ({ word, reasons });

/** The grade of one claim on a day. */
export function grade(rows: readonly Evidence[], today: string): Grade {
  const told = [...rows].sort(byOrder);
  if (told.length === 0) return gradeAs("hypothesis", because("no_evidence", []));
  const typed = told.filter((row) => row.kind !== "assumption");
  if (typed.length === 0) return gradeAs("hypothesis", because("only_assumptions", told));
  const fresh = typed.filter((row) => isFresh(row, today));
  const old = typed.filter((row) => !fresh.includes(row));
  if (fresh.length === 0) return gradeAs("stale", because("all_out_of_date", old));
  return ofFresh(fresh, old.length > 0 ? [because("out_of_date", old)] : []);
}

function ofFresh(fresh: readonly Evidence[], aged: readonly Because[]): Grade {
  const supporting = fresh.filter((row) => row.says === "supports");
  const against = fresh.filter((row) => row.says === "contradicts");
  if (supporting.length === 0)
    return gradeAs("contradicted", because("only_contradictions", against), ...aged);
  if (against.length > 0 && sourcesOf(against) * 2 >= sourcesOf(supporting))
    return gradeAs("contradicted", because("contradicted", against), ...aged);
  const outweighed = against.length > 0 ? [because("outweighed", against)] : [];
  const [word, reason] = standing(supporting);
  return gradeAs(word, because(reason, supporting), ...outweighed, ...aged);
}

function standing(supporting: readonly Evidence[]): readonly [GradeWord, GradeReason] {
  if (sourcesOf(supporting) < 2) return ["single", "one_source"];
  return kindsOf(supporting) < 2 ? ["single", "same_kind"] : ["triangulated", "several_sources"];
}

/** The id of the record that a row is about. */
export const aboutOf = (row: Evidence, map: MapDocument): string =>
  row.card ?? row.step ?? row.persona ?? map.map.id;

/** The evidence of each record that has any, in order. */
export function evidenceByRecord(map: MapDocument): ReadonlyMap<string, readonly Evidence[]> {
  const found = new Map<string, Evidence[]>();
  for (const row of Object.values(map.evidence).sort(byOrder)) {
    const rows = found.get(aboutOf(row, map));
    if (rows === undefined) found.set(aboutOf(row, map), [row]);
    else rows.push(row);
  }
  return found;
}

/** Ids of everything on the map that claims something about customers. */
export function claimsOf(map: MapDocument): readonly string[] {
  const cards = Object.values(map.cards).filter((card) => {
    const kind = map.lanes[card.lane]?.kind;
    return kind !== undefined && CLAIMING.has(kind);
  });
  return [...Object.keys(map.personas), ...Object.keys(map.steps), ...cards.map((card) => card.id)];
}

/** How many claims of a map have which grade. */
export function coverage(map: MapDocument, today: string): Readonly<Record<GradeWord, number>> {
  const counts = { hypothesis: 0, single: 0, triangulated: 0, contradicted: 0, stale: 0 };
  const rows = evidenceByRecord(map);
  for (const id of claimsOf(map)) counts[grade(rows.get(id) ?? [], today).word] += 1;
  return counts;
}
