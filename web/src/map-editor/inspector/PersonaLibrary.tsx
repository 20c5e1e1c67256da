import { Button } from "@mantine/core";
import { IconBookUpload, IconRefresh } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "wouter";
import type { Persona } from "@/map-model";
import { type PersonaDesk, type PersonaSaid, useEditor } from "../context";
import { targetOf } from "../layout/target";
import { useSet } from "./fields";
import classes from "./Inspector.module.css";

/** What a persona of the map has to do with the library: in it, to be put in, or changed there since. */
export function PersonaLibrary({ persona }: { persona: Persona }) {
  const { host } = useEditor();
  return host.personas === undefined ? null : <Library persona={persona} desk={host.personas} />;
}

function Library({ persona, desk }: { persona: Persona; desk: PersonaDesk }) {
  const { t, host, readOnly } = useEditor();
  const set = useSet(targetOf("persona", persona.id));
  const [busy, setBusy] = useState(false);
  const news = desk.newsOf(persona.id, persona.library_version);
  const isKept = desk.library.some(({ id }) => id === persona.library);
  const doing = (work: () => Promise<void>) => {
    setBusy(true);
    work()
      .catch((error: unknown) => host.tell(`${t("persona.notKept")} ${String(error)}`, { problem: true }))
      .finally(() => setBusy(false));
  };
  const keep = async () => {
    const kept = await desk.keep?.(saidOf(persona));
    if (kept === undefined) return;
    set({ library: kept.id, library_version: kept.version });
    host.tell(t("persona.kept", { name: persona.name }));
  };
  return (
    <>
      {news !== null && (
        <div className={classes.note}>
          <p>
            {t("persona.news", {
              name: news.by,
              fields: news.fields.map((field) => t(`field.${WORDS[field] ?? field}`)).join(", "),
            })}
          </p>
          {!readOnly && (
            <Button
              size="compact-sm"
              loading={busy}
              leftSection={<IconRefresh size={15} aria-hidden="true" />}
              onClick={() => doing(() => desk.update(persona.id))}
            >
              {t("persona.update")}
            </Button>
          )}
        </div>
      )}
      {isKept && (
        <Link href={desk.page(persona.library)} className={classes.plainLink}>
          {t("persona.inLibrary")}
        </Link>
      )}
      {!isKept && desk.keep !== undefined && !readOnly && (
        <Button
          variant="subtle"
          size="compact-sm"
          className={classes.quiet}
          loading={busy}
          leftSection={<IconBookUpload size={16} aria-hidden="true" />}
          onClick={() => doing(keep)}
        >
          {t("persona.toLibrary")}
        </Button>
      )}
    </>
  );
}

/** Fields whose words have another key. */
const WORDS: Readonly<Record<string, string>> = {
  role: "personaRole",
  avatar: "portrait",
  counted: "segment",
};

const saidOf = ({ id, order, library, library_version, ...said }: Persona): PersonaSaid => said;
