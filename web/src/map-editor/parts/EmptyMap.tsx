import { Button } from "@mantine/core";
import { useLive } from "@/live";
import { EmptyState } from "@/ui/EmptyState";
import { change, useEditor } from "../context";
import { type FirstStages, firstMap } from "../layout/first-map";

/** A map with nothing on it: says what a map is made of, and lays out the first one. */
export function EmptyMap() {
  const editor = useEditor();
  const live = useLive();
  const { t, readOnly } = editor;
  const begin = (which: FirstStages) => change(editor, firstMap(live.getState().document, t, which));
  return (
    <EmptyState title={t("empty.title")} lead={t("empty.lead")} hint={t("empty.hint")}>
      {!readOnly && (
        <>
          <Button onClick={() => begin("classic")}>{t("empty.begin")}</Button>
          <Button variant="default" onClick={() => begin("short")}>
            {t("empty.beginShort")}
          </Button>
        </>
      )}
    </EmptyState>
  );
}
