import { Button } from "@mantine/core";
import { useLive } from "@/live";
import { EmptyState } from "@/ui/EmptyState";
import { change, useEditor } from "../context";
import { firstMap } from "../layout/first-map";

/** A map with nothing on it: says what a map is made of, and lays out the first one. */
export function EmptyMap() {
  const editor = useEditor();
  const live = useLive();
  const { t, readOnly } = editor;
  return (
    <EmptyState title={t("empty.title")} lead={t("empty.lead")} hint={t("empty.hint")}>
      {!readOnly && (
        <Button onClick={() => change(editor, firstMap(live.getState().document, t))}>
          {t("empty.begin")}
        </Button>
      )}
    </EmptyState>
  );
}
