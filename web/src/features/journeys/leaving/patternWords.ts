import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { Pattern } from "./question";

/** What a customer did, as people say it: an event, two in a row, or the last one. */
export function usePatternWords(): (pattern: Pattern["pattern"]) => string {
  const { t } = useTranslation("journeys");
  return useCallback(
    ({ kind, event, then }) => t(`leaving.pattern.${kind}`, { event, next: then ?? "" }),
    [t],
  );
}
