import { Button, Menu } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Kind } from "./answers";
import { exportAnswer, FORMATS, type Format } from "./exports";
import { useSelection } from "./selection";

/** The numbers of a view as CSV, Excel, Parquet or JSON. */
export function ExportMenu({
  kind,
  question,
  disabled,
}: {
  kind: Kind;
  question: object;
  disabled: boolean;
}) {
  const { t } = useTranslation("journeys");
  const [selection] = useSelection();
  const [busy, setBusy] = useState(false);
  const start = (format: Format) => {
    setBusy(true);
    exportAnswer(kind, { question, selection, format })
      .catch((error: Error) =>
        notifications.show({ color: "barrier", title: t("export.failed"), message: error.message }),
      )
      .finally(() => setBusy(false));
  };
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button
          variant="subtle"
          size="compact-md"
          disabled={disabled}
          loading={busy}
          leftSection={<IconDownload size={16} />}
        >
          {t("export.label")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {FORMATS.map((format) => (
          <Menu.Item key={format} onClick={() => start(format)}>
            {t(`export.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
