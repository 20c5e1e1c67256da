import { Button, Menu } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "wouter";
import { ProblemError, useMaps } from "@/api";
import { EmptyState } from "@/ui/EmptyState";
import { Page } from "@/ui/Page";
import { SectionSkeleton } from "@/ui/PageSkeleton";
import { ProblemNote } from "@/ui/ProblemNote";
import classes from "./Compare.module.css";
import { type Chosen, chosenFrom, completed, fileOf, searchOf } from "./chosen";
import { Presets } from "./Presets";
import { useComparison } from "./queries";
import { SideBySide } from "./SideBySide";
import { SideChoosers } from "./SideChoosers";

/** Two maps, states or personas over each other. What is compared stands in the address. */
export function ComparePage() {
  const { t } = useTranslation("compare");
  const maps = useMaps();
  const [search, setSearch] = useSearchParams();
  const known = maps.data ?? [];
  const chosen = completed(chosenFrom(search), known);
  const choose = (next: Chosen) => setSearch(searchOf(next), { replace: true });
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      wide
      actions={chosen !== null && <ExportMenu chosen={chosen} />}
    >
      {maps.isPending && <SectionSkeleton />}
      {maps.isSuccess && chosen === null && (
        <EmptyState title={t("empty.title")} lead={t("empty.lead")}>
          <Button component={Link} href="/maps">
            {t("empty.maps")}
          </Button>
        </EmptyState>
      )}
      {chosen !== null && (
        <>
          <Presets chosen={chosen} maps={known} onChoose={choose} />
          <SideChoosers chosen={chosen} maps={known} onChoose={choose} />
          <Found chosen={chosen} />
        </>
      )}
    </Page>
  );
}

function Found({ chosen }: { chosen: Chosen }) {
  const { t } = useTranslation("compare");
  const { data, error, isPending, refetch } = useComparison(chosen);
  if (error !== null)
    return (
      <ProblemNote
        title={t("failed")}
        detail={error instanceof ProblemError ? error.detail : String(error)}
        onRetry={() => void refetch()}
      />
    );
  return isPending ? <SectionSkeleton /> : <SideBySide found={data} />;
}

function ExportMenu({ chosen }: { chosen: Chosen }) {
  const { t } = useTranslation("compare");
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={18} aria-hidden="true" />}>
          {t("export.open")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={classes.menu}>
        {(["md", "csv", "xlsx"] as const).map((format) => (
          <Menu.Item key={format} component="a" href={fileOf(chosen, format)} download>
            {t(`export.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
