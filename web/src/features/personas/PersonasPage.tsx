import { Button } from "@mantine/core";
import { IconUserPlus } from "@tabler/icons-react";
import type { CSSProperties } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { ProblemError } from "@/api";
import { EmptyState } from "@/ui/EmptyState";
import { percent } from "@/ui/numbers";
import { Page } from "@/ui/Page";
import { SectionSkeleton } from "@/ui/PageSkeleton";
import { Portrait } from "@/ui/Portrait";
import { ProblemNote } from "@/ui/ProblemNote";
import classes from "./Personas.module.css";
import { type LibraryPersona, useAddPersona, useMayEdit, usePersonas } from "./queries";

/** The personas that the maps of the workspace share. */
export function PersonasPage() {
  const { t } = useTranslation("personas");
  const personas = usePersonas();
  const mayEdit = useMayEdit();
  const add = useAddPersona();
  const [, go] = useLocation();
  const found = personas.data ?? [];
  const make = () =>
    add.mutate(
      { name: t("newName"), color: (found.length * 3) % 8 },
      { onSuccess: ({ id }) => go(`/personas/${id}`) },
    );
  const button = mayEdit && (
    <Button
      onClick={make}
      loading={add.isPending}
      leftSection={<IconUserPlus size={18} aria-hidden="true" />}
    >
      {t("add")}
    </Button>
  );
  const error = personas.error ?? add.error;
  return (
    <Page title={t("title")} lead={t("lead")} actions={found.length > 0 && button}>
      {error !== null && (
        <ProblemNote
          title={error instanceof ProblemError ? error.title : String(error)}
          detail={error instanceof ProblemError ? error.detail : undefined}
          onRetry={() => void personas.refetch()}
        />
      )}
      {personas.isPending && <SectionSkeleton />}
      {personas.isSuccess && found.length === 0 && (
        <EmptyState title={t("empty")} lead={t("emptyLead")}>
          {button}
        </EmptyState>
      )}
      {found.length > 0 && (
        <ul className={classes.people}>
          {found.map((persona) => (
            <Tile key={persona.id} persona={persona} />
          ))}
        </ul>
      )}
    </Page>
  );
}

function Tile({ persona }: { persona: LibraryPersona }) {
  const { t } = useTranslation("personas");
  const { fields, used_on } = persona;
  const { counted, avatar = "", color = 0 } = fields;
  return (
    <li className={classes.tile} style={{ "--person": `var(--sj-stage-${color}-tint)` } as CSSProperties}>
      <div className={classes.face}>
        <Portrait code={avatar} of={persona.id} color={color} size={92} />
      </div>
      <div className={classes.told}>
        <h2 className={classes.name}>
          <Link href={`/personas/${persona.id}`}>{fields.name}</Link>
        </h2>
        <p className={classes.role}>{fields.role || t("noRole")}</p>
        {fields.quote && <p className={classes.quote}>“{fields.quote}”</p>}
        <p className={classes.facts}>
          {counted != null &&
            counted.of > 0 &&
            `${t("share", { share: percent(counted.customers / counted.of) })} · `}
          {t("usedOn", { count: new Set(used_on.map(({ map }) => map)).size })}
        </p>
      </div>
    </li>
  );
}
