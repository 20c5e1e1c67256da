import { Button, Group, Modal, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { type MyWorkspace, type Session, useChooseWorkspace } from "@/api";
import { Card } from "@/ui/Card";
import classes from "./People.module.css";
import { useCreateWorkspace, useIsAdmin, useLeaveWorkspace } from "./queries";
import { Refused } from "./Refused";

/** The workspaces of the person at the browser: go to one, leave one, make one. */
export function MyWorkspaces({ session }: { session: Session }) {
  const { t } = useTranslation("people");
  const [name, setName] = useState("");
  const create = useCreateWorkspace();
  const isAdmin = useIsAdmin();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate(name, { onSuccess: () => setName("") });
  };
  return (
    <Card title={t("workspace.others")} lead={t("workspace.othersLead")}>
      <ul className={classes.list}>
        {session.workspaces.map((one) => (
          <Mine key={one.id} workspace={one} isHere={one.id === session.workspace.id} />
        ))}
      </ul>
      {isAdmin && (
        <form className={classes.form} onSubmit={submit}>
          <Refused error={create.error} />
          <div className={classes.adding}>
            <TextInput
              label={t("workspace.newName")}
              required
              maxLength={200}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Button type="submit" variant="default" loading={create.isPending}>
              {t("workspace.create")}
            </Button>
          </div>
        </form>
      )}
    </Card>
  );
}

function Mine({ workspace: { id, name, role }, isHere }: { workspace: MyWorkspace; isHere: boolean }) {
  const { t } = useTranslation("people");
  const choose = useChooseWorkspace();
  const leave = useLeaveWorkspace();
  const [isAsked, setAsked] = useState(false);
  return (
    <li className={classes.item}>
      <span className={classes.words}>
        <strong>{name}</strong>
        <span className={classes.quiet}>
          {[t(`role.${role}`), isHere ? t("workspace.here") : ""].filter(Boolean).join(" · ")}
        </span>
        <Refused error={choose.error} />
      </span>
      <span className={classes.row}>
        {!isHere && (
          <Button
            variant="default"
            size="xs"
            loading={choose.isPending}
            aria-label={t("workspace.goOf", { name })}
            onClick={() => choose.mutate(id)}
          >
            {t("workspace.go")}
          </Button>
        )}
        <Button
          variant="subtle"
          color="gray"
          size="xs"
          aria-label={t("workspace.leaveOf", { name })}
          onClick={() => setAsked(true)}
        >
          {t("workspace.leave")}
        </Button>
      </span>
      <Modal opened={isAsked} onClose={() => setAsked(false)} title={t("workspace.leaveOf", { name })}>
        <div className={classes.form}>
          <p>{t("workspace.leaveSure", { name })}</p>
          <Refused error={leave.error} />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" data-autofocus onClick={() => setAsked(false)}>
              {t("cancel")}
            </Button>
            <Button color="barrier" loading={leave.isPending} onClick={() => leave.mutate(id)}>
              {t("workspace.leave")}
            </Button>
          </Group>
        </div>
      </Modal>
    </li>
  );
}
