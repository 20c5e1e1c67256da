import { ActionIcon, Menu, useMantineColorScheme } from "@mantine/core";
import {
  IconBuilding,
  IconCheck,
  IconCommand,
  IconDeviceDesktop,
  IconDotsVertical,
  IconLogout,
  IconMoon,
  IconSettings,
  IconSun,
} from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { type Session, useChooseWorkspace } from "@/api";
import { useOpenPalette } from "@/ui/commands";
import { signOut } from "./account";

const SCHEMES = [
  { name: "auto", icon: IconDeviceDesktop },
  { name: "light", icon: IconSun },
  { name: "dark", icon: IconMoon },
] as const;

/** Colour scheme, commands, workspaces, settings and, where there are accounts, sign-out. */
export function AccountMenu({ session }: { session: Session | undefined }) {
  const { t } = useTranslation("shell");
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const openPalette = useOpenPalette();
  const queries = useQueryClient();
  const choose = useChooseWorkspace();
  const [, navigate] = useLocation();
  return (
    <Menu position="right-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t("account.menu")}>
          <IconDotsVertical size={20} stroke={1.7} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {session !== undefined && (
          <Menu.Label>{`${session.user.name} · ${session.workspace.name}`}</Menu.Label>
        )}
        <Menu.Item
          leftSection={<IconCommand size={16} />}
          onClick={openPalette}
          rightSection={t("palette.key")}
        >
          {t("palette.open")}
        </Menu.Item>
        <Menu.Label>{t("theme.label")}</Menu.Label>
        {SCHEMES.map(({ name, icon: Icon }) => (
          <Menu.Item
            key={name}
            leftSection={<Icon size={16} />}
            rightSection={
              colorScheme === name ? <IconCheck size={16} aria-label={t("theme.chosen")} /> : null
            }
            onClick={() => setColorScheme(name)}
          >
            {t(`theme.${name}`)}
          </Menu.Item>
        ))}
        {session !== undefined && session.workspaces.length > 1 && (
          <>
            <Menu.Label>{t("account.workspaces")}</Menu.Label>
            {session.workspaces.map(({ id, name }) => (
              <Menu.Item
                key={id}
                leftSection={<IconBuilding size={16} />}
                rightSection={
                  id === session.workspace.id ? <IconCheck size={16} aria-label={t("account.here")} /> : null
                }
                onClick={() =>
                  id !== session.workspace.id && choose.mutate(id, { onSuccess: () => navigate("/") })
                }
              >
                {name}
              </Menu.Item>
            ))}
          </>
        )}
        <Menu.Divider />
        <Menu.Item leftSection={<IconSettings size={16} />} onClick={() => navigate("/settings/account")}>
          {t("account.settings")}
        </Menu.Item>
        {session !== undefined && !session.user.local && (
          <Menu.Item
            leftSection={<IconLogout size={16} />}
            onClick={() => void signOut().finally(() => queries.resetQueries())}
          >
            {t("signIn.out")}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
