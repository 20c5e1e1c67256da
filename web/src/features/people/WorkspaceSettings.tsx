import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "@/api";
import { Card } from "@/ui/Card";
import { MyWorkspaces } from "./MyWorkspaces";
import classes from "./People.module.css";
import { useIsAdmin, useRenameWorkspace } from "./queries";
import { Refused } from "./Refused";

/** Settings, Workspace: its name, and one's other workspaces. */
export function WorkspaceSettings() {
  const session = useSession().data;
  if (session === undefined) return null;
  return (
    <>
      <ThisWorkspace key={session.workspace.id} name={session.workspace.name} />
      <MyWorkspaces session={session} />
    </>
  );
}

function ThisWorkspace({ name: before }: { name: string }) {
  const { t } = useTranslation("people");
  const [name, setName] = useState(before);
  const rename = useRenameWorkspace();
  const isAdmin = useIsAdmin();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    rename.mutate(name);
  };
  return (
    <Card title={t("workspace.title")} lead={t("workspace.lead")}>
      {isAdmin ? (
        <form className={classes.form} onSubmit={submit}>
          <Refused error={rename.error} />
          <div className={classes.adding}>
            <TextInput
              label={t("workspace.name")}
              required
              maxLength={200}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Button type="submit" loading={rename.isPending}>
              {t("workspace.save")}
            </Button>
          </div>
          {rename.isSuccess && (
            <span role="status" className={classes.done}>
              {t("saved")}
            </span>
          )}
        </form>
      ) : (
        <p>
          <strong>{before}</strong> <span className={classes.quiet}>{t("workspace.onlyAdmins")}</span>
        </p>
      )}
    </Card>
  );
}
