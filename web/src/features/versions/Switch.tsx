import { SegmentedControl } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useEditor } from "@/map-editor";

/** The two ways to look back: states that were kept, and who changed what. */
export function Switch({ value }: { value: "versions" | "history" }) {
  const { t } = useTranslation("versions");
  const { session } = useEditor();
  return (
    <SegmentedControl
      fullWidth
      size="xs"
      aria-label={t("view.label")}
      value={value}
      onChange={(next) => (next === "history" ? session.showHistory() : session.showPanel("versions"))}
      data={[
        { value: "versions", label: t("view.versions") },
        { value: "history", label: t("view.history") },
      ]}
    />
  );
}
