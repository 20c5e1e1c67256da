import type { Stage } from "@/map-model";
import { useEditor } from "../context";
import { targetOf } from "../layout/target";
import { ColorField } from "./ColorField";
import { TextField, useSet } from "./fields";

export function StagePanel({ stage }: { stage: Stage }) {
  const { t } = useEditor();
  const target = targetOf("stage", stage.id);
  const set = useSet(target);
  return (
    <>
      <TextField target={target} field="title" value={stage.title} label={t("field.title")} required />
      <TextField
        target={target}
        field="description"
        value={stage.description}
        label={t("field.description")}
        lines={3}
      />
      <ColorField
        value={stage.color}
        automatic={t("field.colorAutomatic")}
        onChoose={(color) => set({ color })}
      />
    </>
  );
}
