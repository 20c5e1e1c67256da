import { useTranslation } from "react-i18next";
import { StackedBar } from "@/charts/StackedBar";
import { count } from "@/ui/numbers";

export interface Counts {
  kept: number;
  put_aside: number;
  duplicates: number;
}

/** Read = kept + put aside + known already, as one exact bar. */
export function CountsBar({ counts, height }: { counts: Counts; height?: number }) {
  const { t } = useTranslation("evidence");
  return (
    <StackedBar
      height={height}
      parts={[
        {
          name: t("sources.kept"),
          value: counts.kept,
          text: count(counts.kept),
          color: "var(--sj-accent)",
        },
        {
          name: t("sources.putAside"),
          value: counts.put_aside,
          text: count(counts.put_aside),
          color: "var(--sj-barrier)",
          striped: true,
        },
        {
          name: t("sources.duplicates"),
          value: counts.duplicates,
          text: count(counts.duplicates),
          color: "var(--sj-strong-line)",
        },
      ]}
    />
  );
}
