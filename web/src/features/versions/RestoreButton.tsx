import { Button } from "@mantine/core";
import { IconRestore } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useRestore } from "./useRestore";
import { type MapState, useVersionsDesk } from "./VersionsDesk";

/** Brings the map back to a state; not there for who may not change maps. */
export function RestoreButton({ state }: { state: MapState }) {
  const { t } = useTranslation("versions");
  const { mayEdit } = useVersionsDesk();
  const { restore, isRestoring } = useRestore();
  if (!mayEdit) return null;
  return (
    <Button
      size="xs"
      variant="default"
      loading={isRestoring}
      leftSection={<IconRestore size={16} aria-hidden="true" />}
      onClick={() => restore(state)}
    >
      {t("act.restore")}
    </Button>
  );
}
