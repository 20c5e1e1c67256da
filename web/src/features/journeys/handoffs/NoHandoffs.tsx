import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/ui/EmptyState";
import type { By } from "./question";

export interface NoHandoffsProps {
  by: By;
  /** The attributes that the log has. */
  there: readonly By[];
  onChoose: (by: By) => void;
}

/** The log does not say who passes customers on by this attribute; these it has. */
export function NoHandoffs({ by, there, onChoose }: NoHandoffsProps) {
  const { t } = useTranslation("journeys");
  const others = there.filter((one) => one !== by);
  const name = t(`handoffs.names.${by}`);
  const isThere = there.includes(by);
  return (
    <EmptyState
      title={t(isThere ? "handoffs.noneTitle" : "handoffs.missingTitle", { by: name })}
      lead={t(others.length > 0 ? "handoffs.others" : isThere ? "handoffs.alone" : "handoffs.noOthers", {
        by: name,
      })}
    >
      {others.map((one) => (
        <Button key={one} variant="default" onClick={() => onChoose(one)}>
          {t(`attribution.bys.${one}`)}
        </Button>
      ))}
    </EmptyState>
  );
}
