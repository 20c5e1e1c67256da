import { type Icon, IconAntennaBars2, IconAntennaBars3, IconAntennaBars4 } from "@tabler/icons-react";
import type { Importance } from "@/map-model";
import { change } from "../context";
import { setFields } from "../layout/edits";
import { targetOf } from "../layout/target";
import type { EditorCommand } from "./command";
import { documentOf, selectedStep } from "./selection";

const sets = (importance: Importance, key: string, icon: Icon): EditorCommand => ({
  id: `importance.${importance}`,
  group: "edit",
  icon,
  keys: [`alt+${key}`],
  menu: ["step"],
  enabled: (editor) => !editor.readOnly && selectedStep(editor) !== null,
  run: (editor) => {
    const step = documentOf(editor).steps[selectedStep(editor) ?? ""];
    if (step === undefined) return;
    const next = step.importance === importance ? null : importance;
    change(editor, setFields(targetOf("step", step.id), { importance: next }));
  },
});

export const importanceCommands: readonly EditorCommand[] = [
  sets("low", "1", IconAntennaBars2),
  sets("medium", "2", IconAntennaBars3),
  sets("high", "3", IconAntennaBars4),
];
