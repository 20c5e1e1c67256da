import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ProblemError } from "@/api";
import { useEditor } from "@/map-editor";
import { historyKey, versionsKey } from "./queries";
import { type MapState, useVersionsDesk } from "./VersionsDesk";

/** Brings the map back to a state, shows it, and offers to take that back. */
export function useRestore(): { restore: (state: MapState) => void; isRestoring: boolean } {
  const { t } = useTranslation("versions");
  const { map, live, show } = useVersionsDesk();
  const { host } = useEditor();
  const queries = useQueryClient();
  const [isRestoring, setRestoring] = useState(false);
  const restore = async (state: MapState): Promise<void> => {
    setRestoring(true);
    try {
      const isNew = await live.restore(state.seq);
      show({ mode: "now" });
      host.tell(t(isNew ? "act.restored" : "act.same", { title: state.title }), { undo: isNew });
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      host.tell(`${t("act.failed")} ${error.title} ${error.detail}`, { problem: true });
    } finally {
      setRestoring(false);
      for (const queryKey of [versionsKey(map), historyKey(map)])
        void queries.invalidateQueries({ queryKey });
    }
  };
  return { restore: (state) => void restore(state), isRestoring };
}
