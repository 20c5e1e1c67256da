import { Button, NativeSelect } from "@mantine/core";
import { IconCheck, IconScribble } from "@tabler/icons-react";
import type { Aspect, Lane, Persona } from "@/map-model";
import { byOrder } from "@/map-model";
import { takePen } from "../commands/draw-curve";
import { useEditor, useSessionState } from "../context";
import classes from "./EmotionLegend.module.css";

const ASPECTS: readonly Aspect[] = ["context", "service"];

export interface EmotionPenProps {
  lane: Lane;
  personas: Readonly<Record<string, Persona>>;
  isDrawing: boolean;
}

/** Takes the pen into the hand: whose curve it draws, and which part of the feeling. */
export function EmotionPen({ lane, personas, isDrawing }: EmotionPenProps) {
  const editor = useEditor();
  const { t, session, readOnly } = editor;
  const { persona, aspect } = useSessionState((state) => state.curve);
  if (readOnly) return null;
  const people = Object.values(personas).sort(byOrder);
  if (!isDrawing)
    return (
      <Button
        variant="default"
        size="compact-sm"
        className={classes.draw}
        leftSection={<IconScribble size={15} aria-hidden="true" />}
        title={t("curve.drawHint")}
        onClick={(event) => {
          event.stopPropagation();
          takePen(editor, lane.id);
        }}
      >
        {t("curve.draw")}
      </Button>
    );
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keeps clicks on its fields from choosing the lane.
    <div className={classes.pen} role="presentation" onClick={(event) => event.stopPropagation()}>
      {people.length > 0 && (
        <NativeSelect
          size="xs"
          aria-label={t("curve.whose")}
          value={persona ?? ""}
          data={[
            { value: "", label: t("persona.anyone") },
            ...people.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(event) => session.setCurve({ persona: event.currentTarget.value || null })}
        />
      )}
      <NativeSelect
        size="xs"
        aria-label={t("curve.part")}
        value={aspect ?? ""}
        data={[
          { value: "", label: t("aspect.whole") },
          ...ASPECTS.map((value) => ({ value, label: t(`aspect.${value}`) })),
        ]}
        onChange={(event) =>
          session.setCurve({ aspect: ASPECTS.find((one) => one === event.currentTarget.value) ?? null })
        }
      />
      <Button
        size="compact-sm"
        leftSection={<IconCheck size={15} aria-hidden="true" />}
        onClick={() => session.setCurve({ drawing: null })}
      >
        {t("curve.done")}
      </Button>
    </div>
  );
}
