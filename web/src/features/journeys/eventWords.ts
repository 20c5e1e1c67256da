/** Words for what stands beside real events in an answer: the start, the end, the gathered rest. */
import { useCallback } from "react";
import { useTranslation } from "react-i18next";

const WORDS: Record<string, string> = {
  "(start)": "transitions.start",
  "(end)": "transitions.end",
  "(other)": "flow.other",
  "(left)": "flow.leftLabel",
  "(not yet)": "flow.notYet",
};

export function useEventWords(): (event: string) => string {
  const { t } = useTranslation("journeys");
  return useCallback(
    (event) => {
      const key = WORDS[event];
      return key === undefined ? event : t(key);
    },
    [t],
  );
}
