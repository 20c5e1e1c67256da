import { Button, Menu } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Kind } from "./answers";
import { exportAnswer, type Format, NUMBERS, REPORTS, type Words } from "./exports";
import { useSelection } from "./selection";

/** A view as a report to show, or its numbers as a file to work with. */
export function ExportMenu({
  kind,
  question,
  disabled,
  words,
}: {
  kind: Kind;
  question: object;
  disabled: boolean;
  /** What the view says, asked for when a report is made. */
  words: () => Words;
}) {
  const { t } = useTranslation("journeys");
  const [selection] = useSelection();
  const [busy, setBusy] = useState(false);
  const start = (format: Format) => {
    setBusy(true);
    exportAnswer(kind, { question, selection, format, words: isReport(format) ? words() : undefined })
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
        <Menu.Label>{t("export.report")}</Menu.Label>
        {REPORTS.map((format) => (
          <Menu.Item key={format} onClick={() => start(format)}>
            {t(`export.${format}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>{t("export.numbers")}</Menu.Label>
        {NUMBERS.map((format) => (
          <Menu.Item key={format} onClick={() => start(format)}>
            {t(`export.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function isReport(format: Format): boolean {
  return REPORTS.some((one) => one === format);
}
