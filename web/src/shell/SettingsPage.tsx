import { Anchor } from "@mantine/core";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Link, Redirect } from "wouter";
import { Card } from "@/ui/Card";
import { Page } from "@/ui/Page";
import classes from "./SettingsPage.module.css";

const people = () => import("@/features/people");
const sharing = () => import("@/features/sharing");
const account = () => import("@/features/account");
const AccountSettings = lazy(() => account().then((module) => ({ default: module.AccountSettings })));
const SecuritySettings = lazy(() => account().then((module) => ({ default: module.SecuritySettings })));
const PeopleSettings = lazy(() => people().then((module) => ({ default: module.PeopleSettings })));
const DepartmentSettings = lazy(() => people().then((module) => ({ default: module.DepartmentSettings })));
const WorkspaceSettings = lazy(() => people().then((module) => ({ default: module.WorkspaceSettings })));
const WorkspaceLinks = lazy(() => sharing().then((module) => ({ default: module.WorkspaceLinks })));
const AuditLog = lazy(() => people().then((module) => ({ default: module.AuditLog })));

export const SECTIONS = ["account", "security", "people", "departments", "sharing", "workspace"] as const;
type Section = (typeof SECTIONS)[number];

const PARTS: Record<Section, () => React.ReactNode> = {
  account: () => (
    <>
      <AccountSettings />
      <MailLink />
    </>
  ),
  security: () => (
    <>
      <SecuritySettings />
      <AuditLog />
    </>
  ),
  people: () => <PeopleSettings />,
  departments: () => <DepartmentSettings />,
  sharing: () => <WorkspaceLinks />,
  workspace: () => <WorkspaceSettings />,
};

const isSection = (name: string): name is Section => SECTIONS.some((one) => one === name);

/** One's account, and the workspace's people: a section at an address. */
export function SettingsPage({ section }: { section: string }) {
  const { t } = useTranslation("shell");
  if (!isSection(section)) return <Redirect to="/settings/account" replace />;
  const Part = PARTS[section];
  return (
    <Page title={t("settings.title")}>
      <div className={classes.settings}>
        <nav aria-label={t("settings.sections")} className={classes.sections}>
          {SECTIONS.map((name) => (
            <Link
              key={name}
              href={`/settings/${name}`}
              className={classes.section}
              aria-current={name === section ? "page" : undefined}
            >
              {t(`settings.${name}`)}
            </Link>
          ))}
        </nav>
        <div className={classes.parts}>
          <Suspense fallback={null}>
            <Part />
          </Suspense>
        </div>
      </div>
    </Page>
  );
}

function MailLink() {
  const { t } = useTranslation("shell");
  return (
    <Card title={t("settings.mailTitle")} lead={t("settings.mailLead")}>
      <Anchor component={Link} href="/notifications#mail">
        {t("settings.mailLink")}
      </Anchor>
    </Card>
  );
}
