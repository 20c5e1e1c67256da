import { Button, Group, Modal, NativeSelect, Radio, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { InvitationLink } from "./InvitationLink";
import classes from "./People.module.css";
import { type Department, type Role, useGivenRoles, useInvite } from "./queries";
import { Refused } from "./Refused";

export interface InviteDialogProps {
  opened: boolean;
  onClose: () => void;
  departments: readonly Department[];
}

/** Invites somebody; then hands over the link, which is shown this once. */
export function InviteDialog({ opened, onClose, departments }: InviteDialogProps) {
  const { t } = useTranslation("people");
  return (
    <Modal opened={opened} onClose={onClose} title={t("invite.title")} size="md">
      {opened && <Invite onClose={onClose} departments={departments} />}
    </Modal>
  );
}

const NOBODY = { email: "", role: "editor" as Role, department: null as string | null };

function Invite({ onClose, departments }: Omit<InviteDialogProps, "opened">) {
  const { t } = useTranslation("people");
  const [wish, setWish] = useState(NOBODY);
  const invite = useInvite();
  const roles = useGivenRoles();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    invite.mutate(wish);
  };
  if (invite.data !== undefined)
    return (
      <div className={classes.form}>
        <InvitationLink made={invite.data} />
        <Group justify="flex-end" gap="sm">
          <Button
            variant="default"
            onClick={() => {
              invite.reset();
              setWish((before) => ({ ...before, email: "" }));
            }}
          >
            {t("invite.again")}
          </Button>
          <Button onClick={onClose}>{t("invite.done")}</Button>
        </Group>
      </div>
    );
  return (
    <form className={classes.form} onSubmit={submit}>
      <Refused error={invite.error} />
      <TextInput
        label={t("invite.email")}
        type="email"
        required
        data-autofocus
        value={wish.email}
        onChange={(event) => {
          const email = event.currentTarget.value;
          setWish((before) => ({ ...before, email }));
        }}
      />
      <Radio.Group
        label={t("invite.role")}
        value={wish.role}
        onChange={(role) => setWish((before) => ({ ...before, role: role as Role }))}
      >
        <div className={classes.choices}>
          {roles.map((role) => (
            <Radio key={role} value={role} label={t(`role.${role}`)} description={t(`may.${role}`)} />
          ))}
        </div>
      </Radio.Group>
      {departments.length > 0 && (
        <NativeSelect
          label={t("invite.department")}
          value={wish.department ?? ""}
          onChange={(event) => {
            const department = event.currentTarget.value || null;
            setWish((before) => ({ ...before, department }));
          }}
          data={[
            { value: "", label: t("members.none") },
            ...departments.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      )}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onClose}>
          {t("cancel")}
        </Button>
        <Button type="submit" loading={invite.isPending}>
          {t("invite.send")}
        </Button>
      </Group>
    </form>
  );
}
