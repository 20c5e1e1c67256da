import type { Persona } from "@/map-model";
import { useEditor } from "../context";
import { targetOf } from "../layout/target";
import { ColorField } from "./ColorField";
import { TextField, useSet } from "./fields";

const TEXTS = ["description", "goals", "pain_points", "behaviours", "preferences", "quote"] as const;

export function PersonaPanel({ persona }: { persona: Persona }) {
  const { t } = useEditor();
  const target = targetOf("persona", persona.id);
  const set = useSet(target);
  return (
    <>
      <TextField target={target} field="name" value={persona.name} label={t("field.name")} required />
      <TextField target={target} field="role" value={persona.role} label={t("field.personaRole")} />
      {TEXTS.map((field) => (
        <TextField
          key={field}
          target={target}
          field={field}
          value={persona[field]}
          label={t(`field.${field}`)}
          lines={2}
        />
      ))}
      <ColorField value={persona.color} onChoose={(color) => color !== null && set({ color })} />
    </>
  );
}
