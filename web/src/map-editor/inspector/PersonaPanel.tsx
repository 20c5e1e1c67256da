import { Button } from "@mantine/core";
import type { Persona } from "@/map-model";
import { count, date, percent } from "@/ui/numbers";
import { PortraitChooser } from "@/ui/PortraitChooser";
import { useEditor } from "../context";
import { targetOf } from "../layout/target";
import { ColorField } from "./ColorField";
import { TextField, useSet } from "./fields";
import classes from "./Inspector.module.css";
import { PersonaLibrary } from "./PersonaLibrary";
import { QuotesField } from "./QuotesField";

const LINES = ["age", "gender", "job"] as const;
const TEXTS = [
  "description",
  "needs",
  "goals",
  "pain_points",
  "behaviours",
  "preferences",
  "interests",
  "demographics",
  "quote",
] as const;

export function PersonaPanel({ persona }: { persona: Persona }) {
  const { t, readOnly } = useEditor();
  const target = targetOf("persona", persona.id);
  const set = useSet(target);
  const { counted } = persona;
  return (
    <>
      <PersonaLibrary persona={persona} />
      <TextField target={target} field="name" value={persona.name} label={t("field.name")} required />
      <TextField target={target} field="role" value={persona.role} label={t("field.personaRole")} />
      <div className={classes.pair}>
        {LINES.map((field) => (
          <TextField
            key={field}
            target={target}
            field={field}
            value={persona[field]}
            label={t(`field.${field}`)}
          />
        ))}
      </div>
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
      <QuotesField quotes={persona.quotes} onChange={(quotes) => set({ quotes })} />
      <TextField
        target={target}
        field="segment"
        value={persona.segment}
        label={t("field.segment")}
        lines={1}
      />
      {counted !== null && counted.of > 0 && (
        <p className={classes.words}>
          {t("persona.counted", {
            share: percent(counted.customers / counted.of),
            customers: count(counted.customers),
            of: count(counted.of),
            date: date(counted.at),
          })}
        </p>
      )}
      <section className={classes.section}>
        <h3>{t("field.portrait")}</h3>
        <PortraitChooser
          code={persona.avatar}
          of={persona.id}
          color={persona.color}
          disabled={readOnly}
          onChange={(avatar) => set({ avatar }, `portrait:${persona.id}`)}
        />
      </section>
      <ColorField value={persona.color} onChoose={(color) => color !== null && set({ color })} />
      <Sheet persona={persona} />
    </>
  );
}

function Sheet({ persona }: { persona: Persona }) {
  const { t, host } = useEditor();
  return (
    host.personas !== undefined && (
      <Button
        component="a"
        href={host.personas.sheets(persona.id)}
        variant="default"
        size="compact-sm"
        style={{ justifySelf: "start" }}
      >
        {t("persona.sheet")}
      </Button>
    )
  );
}
