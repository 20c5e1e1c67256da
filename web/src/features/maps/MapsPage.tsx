import { Button } from "@mantine/core";
import { IconColumns2, IconMap2, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "wouter";
import { useMaps, useOverview } from "@/api";
import { EmptyState } from "@/ui/EmptyState";
import { Page } from "@/ui/Page";
import { SectionSkeleton } from "@/ui/PageSkeleton";
import { MapList } from "./MapList";
import { NewMapDialog, WAYS, type Way, waysFor } from "./NewMapDialog";
import { Trouble } from "./Trouble";

/** The way that the address asks for: `?new=draft`, or `?new=1` for whichever suits. */
function askedWay(value: string | null, hasLog: boolean): Way | null {
  if (value === null) return null;
  return WAYS.find((way) => way === value) ?? (hasLog ? "draft" : "template");
}

/** All maps of the workspace, and the ways to a new one. */
export function MapsPage() {
  const { t } = useTranslation("maps");
  const maps = useMaps();
  // Until it is known, there is none: a way that leads nowhere must not be the one that is offered.
  const hasLog = (useOverview().data?.log ?? null) !== null;
  const [search, setSearch] = useSearchParams();
  const [way, setWay] = useState<Way | null>(null);
  const shown = way ?? askedWay(search.get("new"), hasLog);
  const choose = (next: Way | null) => {
    setWay(next);
    if (next === null) setSearch({}, { replace: true });
  };
  const begin = (
    <Button
      leftSection={<IconPlus size={18} aria-hidden="true" />}
      onClick={() => choose(hasLog ? "draft" : "template")}
    >
      {t("page.new")}
    </Button>
  );
  return (
    <Page
      title={t("page.title")}
      lead={t("page.lead")}
      actions={
        <>
          {maps.data !== undefined && maps.data.length > 0 && (
            <Button
              component={Link}
              href="/maps/compare"
              variant="default"
              leftSection={<IconColumns2 size={18} aria-hidden="true" />}
            >
              {t("page.compare")}
            </Button>
          )}
          {maps.data !== undefined && maps.data.length > 1 && (
            <Button
              component={Link}
              href="/maps/atlas"
              variant="default"
              leftSection={<IconMap2 size={18} aria-hidden="true" />}
            >
              {t("page.atlas")}
            </Button>
          )}
          {begin}
        </>
      }
    >
      <Trouble error={maps.error} onRetry={() => void maps.refetch()} />
      {maps.isPending && <SectionSkeleton />}
      {maps.data?.length === 0 && (
        <EmptyState title={t("empty.title")} lead={t("empty.lead")} hint={t("empty.hint")}>
          {waysFor(hasLog).map((one, index) => (
            <Button key={one} variant={index === 0 ? "filled" : "default"} onClick={() => choose(one)}>
              {t(`new.${one}`)}
            </Button>
          ))}
        </EmptyState>
      )}
      {maps.data !== undefined && maps.data.length > 0 && <MapList maps={maps.data} />}
      <NewMapDialog way={shown} onWay={choose} hasLog={hasLog} />
    </Page>
  );
}
