/** What a map begins with: a few stages with a step or two each, and the lanes that most maps have. */
import type { TFunction } from "i18next";
import {
  type Change,
  type Edit,
  keysBetween,
  type LaneKind,
  lanesInOrder,
  type MapDocument,
  newId,
} from "@/map-model";

/** The classic five begin before the first contact and go on after the purchase; the short three fit any service. */
const STAGES = {
  classic: ["awareness", "consideration", "purchase", "after", "advocacy"],
  short: ["discover", "use", "return"],
} as const;
export type FirstStages = keyof typeof STAGES;
const LANES: readonly LaneKind[] = [
  "actions",
  "touchpoints",
  "goals",
  "thoughts",
  "emotion",
  "barriers",
  "importance",
  "responsible",
  "numbers",
];
const STEPS = 2;

function stagesWithSteps(t: TFunction<"map-editor">, which: FirstStages): Change[] {
  const names: readonly string[] = STAGES[which];
  const orders = keysBetween(null, null, names.length);
  return names.flatMap((name, index) => {
    const stage = newId("stg");
    const steps = keysBetween(null, null, STEPS).map(
      (order): Change => ({
        do: "add",
        table: "steps",
        record: { id: newId("stp"), stage, order, title: t("new.step") },
      }),
    );
    const record = { id: stage, order: orders[index] ?? "a0", title: t(`first.${name}`) };
    return [{ do: "add", table: "stages", record }, ...steps];
  });
}

export function firstMap(map: MapDocument, t: TFunction<"map-editor">, which: FirstStages): Edit {
  const missing = lanesInOrder(map).length > 0 ? [] : LANES;
  const orders = keysBetween(null, null, missing.length);
  const lanes = missing.map(
    (kind, index): Change => ({
      do: "add",
      table: "lanes",
      record: { id: newId("lan"), order: orders[index] ?? "a0", kind, title: t(`kind.${kind}`) },
    }),
  );
  return { do: "batch", operations: [...stagesWithSteps(t, which), ...lanes], label: "begin" };
}
