/** Grades as the editor asks for them: told once per state of the evidence and day. */
import { useLiveState } from "@/live";
import { type Evidence, evidenceByRecord, type Grade, grade, type MapDocument } from "@/map-model";

const grouped = new WeakMap<object, ReadonlyMap<string, readonly Evidence[]>>();
const told = new WeakMap<object, { readonly day: string; readonly grade: Grade }>();
const NONE: readonly Evidence[] = [];

/** The day for which grades are told, such as "2026-03-31". */
export const today = (): string => new Date().toISOString().slice(0, 10);

export function rowsOf(map: MapDocument, id: string): readonly Evidence[] {
  const known = grouped.get(map.evidence) ?? evidenceByRecord(map);
  grouped.set(map.evidence, known);
  return known.get(id) ?? NONE;
}

/** The grade of one thing; the same object as long as nothing about it changes. */
export function gradeOf(map: MapDocument, id: string): Grade {
  const rows = rowsOf(map, id);
  const known = told.get(rows);
  const day = today();
  if (known?.day === day) return known.grade;
  const found = grade(rows, day);
  told.set(rows, { day, grade: found });
  return found;
}

export const useRows = (id: string): readonly Evidence[] =>
  useLiveState(({ document }) => rowsOf(document, id));
export const useGrade = (id: string): Grade => useLiveState(({ document }) => gradeOf(document, id));
