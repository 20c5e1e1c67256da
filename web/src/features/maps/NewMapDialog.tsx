import { Modal, Tabs } from "@mantine/core";
import { IconFileText, IconLayout, IconRoute, IconSquarePlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Blank } from "./Blank";
import { FromFile } from "./FromFile";
import { FromLog } from "./FromLog";
import { FromTemplate } from "./FromTemplate";

export const WAYS = ["draft", "template", "blank", "file"] as const;
export type Way = (typeof WAYS)[number];

const ICONS = { draft: IconRoute, template: IconLayout, blank: IconSquarePlus, file: IconFileText };
const FORMS = { draft: FromLog, template: FromTemplate, blank: Blank, file: FromFile };

export interface NewMapDialogProps {
  /** The way to begin with; `null`: closed. */
  way: Way | null;
  onWay: (way: Way | null) => void;
  /** Without a log, drafting from it comes last. */
  hasLog: boolean;
}

/** The ways in the order in which they are offered: what can be done now comes first. */
export const waysFor = (hasLog: boolean): readonly Way[] =>
  hasLog ? WAYS : [...WAYS.filter((way) => way !== "draft"), "draft"];

/** The four ways to a map. */
export function NewMapDialog({ way, onWay, hasLog }: NewMapDialogProps) {
  const { t } = useTranslation("maps");
  return (
    <Modal
      opened={way !== null}
      onClose={() => onWay(null)}
      title={t("new.title")}
      size="xl"
      closeButtonProps={{ "aria-label": t("export.close") }}
    >
      <Tabs value={way} onChange={(value) => onWay(value as Way)} keepMounted={false}>
        <Tabs.List mb="md">
          {waysFor(hasLog).map((one) => {
            const WayIcon = ICONS[one];
            return (
              <Tabs.Tab key={one} value={one} leftSection={<WayIcon size={17} aria-hidden="true" />}>
                {t(`new.${one}`)}
              </Tabs.Tab>
            );
          })}
        </Tabs.List>
        {WAYS.map((one) => {
          const Form = FORMS[one];
          return (
            <Tabs.Panel key={one} value={one}>
              <Form />
            </Tabs.Panel>
          );
        })}
      </Tabs>
    </Modal>
  );
}
