import { Button } from "@mantine/core";
import { IconArrowsDiff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { useSelection } from "../selection";
import { compareAddress, isCompared } from "./address";

/** From a view to the same question of two groups; nothing for questions without figures to compare. */
export function CompareLink({ kind, question }: { kind: string; question: object }) {
  const { t } = useTranslation("journeys");
  const [selection] = useSelection();
  if (!isCompared(kind)) return null;
  return (
    <Button
      component={Link}
      href={compareAddress(kind, question, selection)}
      variant="subtle"
      size="compact-md"
      leftSection={<IconArrowsDiff size={16} />}
    >
      {t("compare.link")}
    </Button>
  );
}
