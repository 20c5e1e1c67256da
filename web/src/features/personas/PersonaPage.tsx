import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconChevronLeft, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { ProblemError } from "@/api";
import { Card } from "@/ui/Card";
import { date } from "@/ui/numbers";
import { Page } from "@/ui/Page";
import { PageSkeleton } from "@/ui/PageSkeleton";
import { PortraitChooser } from "@/ui/PortraitChooser";
import { ProblemNote } from "@/ui/ProblemNote";
import { ColorRow } from "./ColorRow";
import { PersonaForm } from "./PersonaForm";
import classes from "./Personas.module.css";
import {
  type LibraryPersona,
  sheetAddress,
  useDeletePersona,
  useMayEdit,
  usePersona,
  useRestorePersona,
} from "./queries";
import { SegmentCard } from "./SegmentCard";
import { usePersonaDraft } from "./usePersonaDraft";

const SHEETS = ["pdf", "png", "svg"] as const;

/** One persona of the library, to be read and written. */
export function PersonaPage({ id }: { id: string }) {
  const { t } = useTranslation("personas");
  const persona = usePersona(id);
  if (persona.error !== null)
    return (
      <Page title={t("gone")}>
        <ProblemNote
          title={persona.error instanceof ProblemError ? persona.error.title : t("gone")}
          detail={persona.error instanceof ProblemError ? persona.error.detail : String(persona.error)}
          onRetry={() => void persona.refetch()}
        />
        <Link href="/personas">{t("back")}</Link>
      </Page>
    );
  return persona.data === undefined ? <PageSkeleton /> : <Opened persona={persona.data} />;
}

function Opened({ persona }: { persona: LibraryPersona }) {
  const { t } = useTranslation("personas");
  const mayEdit = useMayEdit();
  const draft = usePersonaDraft(persona);
  const { fields, set, saving } = draft;
  const changed = t("changed", {
    version: persona.version,
    name: persona.changed_by,
    date: date(persona.changed_at),
  });
  return (
    <Page
      title={fields.name || t("newName")}
      lead={mayEdit ? changed : `${changed}. ${t("readOnly")}`}
      actions={
        mayEdit && (
          <span className={classes.saving} data-state={saving} role="status">
            {t(`save.${saving}`)}
          </span>
        )
      }
    >
      <Link href="/personas" className={classes.back}>
        <IconChevronLeft size={16} aria-hidden="true" />
        {t("back")}
      </Link>
      <div className={classes.columns}>
        <div className={classes.main}>
          <PersonaForm fields={fields} set={set} readOnly={!mayEdit} />
        </div>
        <div className={classes.side}>
          <Card title={t("part.portrait")}>
            <PortraitChooser
              code={fields.avatar}
              of={persona.id}
              color={fields.color}
              disabled={!mayEdit}
              onChange={(avatar) => set({ avatar })}
            />
            <ColorRow color={fields.color} disabled={!mayEdit} onChoose={(color) => set({ color })} />
          </Card>
          <SegmentCard persona={persona} draft={draft} readOnly={!mayEdit} />
          <Card title={t("part.sheet")} lead={t("part.sheetLead")}>
            <div className={classes.sheets}>
              {SHEETS.map((format) => (
                <Button
                  key={format}
                  component="a"
                  href={sheetAddress(persona.id, format)}
                  variant="default"
                  size="compact-md"
                >
                  {t(`sheet.${format}`)}
                </Button>
              ))}
            </div>
          </Card>
          <Maps persona={persona} />
          {mayEdit && <Delete persona={persona} />}
        </div>
      </div>
    </Page>
  );
}

function Maps({ persona }: { persona: LibraryPersona }) {
  const { t } = useTranslation("personas");
  return (
    <Card title={t("part.maps")}>
      {persona.used_on.length === 0 ? (
        <p className={classes.quiet}>{t("maps.none")}</p>
      ) : (
        <ul className={classes.maps}>
          {persona.used_on.map(({ map, title, persona: copy }) => (
            <li key={copy + map}>
              <Link href={`/maps/${map}`}>{title}</Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Delete({ persona }: { persona: LibraryPersona }) {
  const { t } = useTranslation("personas");
  const remove = useDeletePersona();
  const restore = useRestorePersona();
  const [, go] = useLocation();
  const act = () =>
    remove.mutate(persona.id, {
      onSuccess: () => {
        go("/personas");
        const note = notifications.show({
          message: (
            <>
              {t("deleted", { name: persona.fields.name })}{" "}
              <Button
                size="compact-sm"
                variant="light"
                onClick={() => {
                  restore.mutate(persona.id);
                  notifications.hide(note);
                }}
              >
                {t("undo")}
              </Button>
            </>
          ),
        });
      },
    });
  return (
    <Button
      variant="subtle"
      color="barrier"
      className={classes.delete}
      loading={remove.isPending}
      leftSection={<IconTrash size={16} aria-hidden="true" />}
      onClick={act}
    >
      {t("delete")}
    </Button>
  );
}
