import { SegmentedControl } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { ProblemError } from "@/api";
import { EmptyState } from "@/ui/EmptyState";
import { Page } from "@/ui/Page";
import { SectionSkeleton } from "@/ui/PageSkeleton";
import { ProblemNote } from "@/ui/ProblemNote";
import classes from "./Atlas.module.css";
import { AtlasList } from "./AtlasList";
import { AtlasPicture } from "./AtlasPicture";
import { useAtlas } from "./queries";

const SHAPES = ["picture", "list"] as const;
type Shape = (typeof SHAPES)[number];

/** The map of maps: all maps of the workspace, joined where a step of one opens another. */
export function AtlasPage() {
  const { t } = useTranslation("atlas");
  const atlas = useAtlas();
  const narrow = useMediaQuery("(max-width: 48rem)", false, { getInitialValueInEffect: false });
  const [shape, setShape] = useState<Shape>("picture");
  const shown = narrow ? "list" : shape;
  const choose = !narrow && (
    <SegmentedControl
      aria-label={t("shape")}
      value={shape}
      onChange={(next) => setShape(next as Shape)}
      data={SHAPES.map((value) => ({ value, label: t(value) }))}
    />
  );
  return (
    <Page title={t("title")} lead={t("lead")} actions={choose} wide>
      {atlas.error !== null && (
        <ProblemNote
          title={atlas.error.message}
          detail={atlas.error instanceof ProblemError ? atlas.error.detail : undefined}
          onRetry={() => void atlas.refetch()}
        />
      )}
      {atlas.isPending && <SectionSkeleton />}
      {atlas.data?.maps.length === 0 && (
        <EmptyState title={t("empty")} lead={t("emptyLead")}>
          <Link href="/maps">{t("toMaps")}</Link>
        </EmptyState>
      )}
      {atlas.data !== undefined && atlas.data.maps.length > 0 && (
        <>
          {atlas.data.ways.length === 0 && <p className={classes.hint}>{t("noWays")}</p>}
          {shown === "list" ? <AtlasList atlas={atlas.data} /> : <AtlasPicture atlas={atlas.data} />}
        </>
      )}
    </Page>
  );
}
