import {
  IconChartDots3,
  IconDatabase,
  IconFilePlus,
  IconHome,
  IconRoute,
  IconSettings,
  IconUpload,
} from "@tabler/icons-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { type Command, useCommands } from "@/ui/commands";

const GO = [
  { id: "home", to: "/", icon: IconHome },
  { id: "maps", to: "/maps", icon: IconRoute },
  { id: "data", to: "/data", icon: IconDatabase },
  { id: "explore", to: "/explore/overview", icon: IconChartDots3 },
  { id: "settings", to: "/settings/account", icon: IconSettings },
] as const;
const DO = [
  { id: "importData", to: "/data/import", icon: IconUpload },
  { id: "newMap", to: "/maps?new=1", icon: IconFilePlus },
  { id: "draftMap", to: "/maps?new=draft", icon: IconRoute },
] as const;

/** Offers the commands that make sense everywhere. */
export function useShellCommands(): void {
  const { t } = useTranslation("shell");
  const [, navigate] = useLocation();
  const commands = useMemo<Command[]>(
    () => [
      ...DO.map(({ id, to, icon: Icon }) => ({
        id: `shell.${id}`,
        label: t(`palette.${id}`),
        group: t("palette.do"),
        icon: <Icon size={18} />,
        run: () => navigate(to),
      })),
      ...GO.map(({ id, to, icon: Icon }) => ({
        id: `shell.${id}`,
        label: t(`nav.${id}`),
        group: t("palette.go"),
        icon: <Icon size={18} />,
        run: () => navigate(to),
      })),
    ],
    [t, navigate],
  );
  useCommands(commands);
}
