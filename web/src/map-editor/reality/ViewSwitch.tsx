import { SegmentedControl } from "@mantine/core";
import { useEditor, useSessionState } from "../context";
import type { View } from "./reality";

const VIEWS: readonly View[] = ["think", "is", "both"];

/** As we think, as it is, or both. */
export function ViewSwitch() {
  const { t, session } = useEditor();
  const view = useSessionState((state) => state.view);
  return (
    <SegmentedControl
      size="xs"
      aria-label={t("reality.view")}
      value={view}
      onChange={(next) => session.setView(next as View)}
      data={VIEWS.map((value) => ({ value, label: t(`reality.views.${value}`) }))}
    />
  );
}
