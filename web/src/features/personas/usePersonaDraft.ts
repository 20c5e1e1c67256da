import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { changePersona, type LibraryPersona, type PersonaFields } from "./queries";

const PAUSE_MS = 700;

export type Saving = "saved" | "saving" | "failed";

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** The fields of `fresh` where nobody typed since `sent`; what was typed since stays. */
export const caughtUp = (typed: PersonaFields, sent: PersonaFields, fresh: PersonaFields): PersonaFields =>
  Object.fromEntries(
    Object.entries(typed).map(([name, value]) => {
      const key = name as keyof PersonaFields;
      return [name, isSame(value, sent[key]) ? fresh[key] : value];
    }),
  ) as unknown as PersonaFields;

/**
 * A persona in work: it saves itself a moment after the last key, and on leaving. What others change meanwhile
 * is joined with it by the server, by the version that was seen.
 */
export function usePersonaDraft(persona: LibraryPersona) {
  const queries = useQueryClient();
  const [fields, setFields] = useState(persona.fields as PersonaFields);
  const [saving, setSaving] = useState<Saving>("saved");
  const kept = useRef({ version: persona.version, fields: persona.fields as PersonaFields });
  const typed = useRef(fields);
  typed.current = fields;
  const busy = useRef(false);

  const save = useCallback(async () => {
    if (busy.current || isSame(typed.current, kept.current.fields)) return;
    busy.current = true;
    const sent = typed.current;
    setSaving("saving");
    try {
      const fresh = await changePersona(persona.id, kept.current.version, sent);
      kept.current = { version: fresh.version, fields: fresh.fields as PersonaFields };
      setFields((now) => caughtUp(now, sent, fresh.fields as PersonaFields));
      queries.setQueryData(["personas", persona.id], fresh);
      void queries.invalidateQueries({ queryKey: ["personas"], exact: true });
      setSaving("saved");
    } catch {
      setSaving("failed");
    } finally {
      busy.current = false;
    }
  }, [persona.id, queries]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each change of the fields begins the pause anew.
  useEffect(() => {
    const timer = setTimeout(() => void save(), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [fields, save]);
  useEffect(() => {
    const again = setInterval(() => void save(), 5_000);
    return () => {
      clearInterval(again);
      void save();
    };
  }, [save]);

  const set = useCallback((change: Partial<PersonaFields>) => {
    setFields((now) => ({ ...now, ...change }));
  }, []);
  /** Takes over what the server made of it, as after counting. */
  const take = useCallback((fresh: LibraryPersona) => {
    const before = kept.current.fields;
    kept.current = { version: fresh.version, fields: fresh.fields as PersonaFields };
    setFields((now) => caughtUp(now, before, fresh.fields as PersonaFields));
  }, []);
  return { fields, set, saving, save, take };
}
