import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/ui/EmptyState";
import { useAnswer } from "./answers";

const SUGGESTED = 5;

/** The first events of the longest of the common journeys make a first question. */
function suggestion(variants: readonly { events: readonly string[] }[]): string[] {
  const ways = variants.map(({ events }) => [...new Set(events)].slice(0, SUGGESTED));
  return ways.reduce<string[]>((best, way) => (way.length > best.length ? way : best), []);
}

/** Teaches the funnel with a question that this very log can answer. */
export function FunnelEmpty({
  chosen,
  onChoose,
}: {
  chosen: number;
  onChoose: (steps: readonly string[]) => void;
}) {
  const { t } = useTranslation("journeys");
  const variants = useAnswer("variants", { top: 10 });
  const steps = suggestion(variants.data?.top ?? []);
  const [first, last] = [steps[0], steps.at(-1)];
  return (
    <EmptyState title={t("funnel.emptyTitle")} lead={chosen === 1 ? t("funnel.one") : t("funnel.emptyLead")}>
      {chosen === 0 && steps.length >= 2 && (
        <Button onClick={() => onChoose(steps)}>{t("funnel.suggest", { first, last })}</Button>
      )}
    </EmptyState>
  );
}
