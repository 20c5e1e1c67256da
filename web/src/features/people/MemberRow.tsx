import { ActionIcon, Button, Group, Modal, NativeSelect } from "@mantine/core";
import { IconUserMinus } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "@/api";
import { date } from "@/ui/numbers";
import { PersonBadge } from "@/ui/PersonBadge";
import classes from "./People.module.css";
import {
  type Department,
  type Member,
  type Role,
  useChangeMember,
  useGivenRoles,
  useIsAdmin,
  useRemoveMember,
} from "./queries";
import { Refused } from "./Refused";

/** A member: who, as what, in which department. */
export function MemberRow({ member, departments }: { member: Member; departments: readonly Department[] }) {
  const { t } = useTranslation("people");
  const change = useChangeMember();
  const isOwner = useSession().data?.role === "owner";
  const isAdmin = useIsAdmin();
  const given = useGivenRoles();
  const mayChange = isAdmin && (isOwner || member.role !== "owner");
  const department = departments.find(({ id }) => id === member.department);
  return (
    <tr>
      <td>
        <div className={classes.person}>
          <PersonBadge name={member.name} color={member.color} />
          <span className={classes.words}>
            <strong>{member.you ? `${member.name} (${t("members.you")})` : member.name}</strong>
            <span className={classes.quiet}>
              {member.email ?? t("members.since", { date: date(member.since) })}
            </span>
            <Refused error={change.error} />
          </span>
        </div>
      </td>
      <td data-label={t("members.role")}>
        {mayChange ? (
          <NativeSelect
            aria-label={t("members.roleOf", { name: member.name })}
            value={member.role}
            disabled={change.isPending}
            onChange={(event) =>
              change.mutate({ user: member.user, role: event.currentTarget.value as Role })
            }
            data={given.map((value) => ({ value, label: t(`role.${value}`) }))}
          />
        ) : (
          t(`role.${member.role}`)
        )}
      </td>
      <td data-label={t("members.department")}>
        {isAdmin ? (
          <NativeSelect
            aria-label={t("members.departmentOf", { name: member.name })}
            value={member.department ?? ""}
            disabled={change.isPending}
            onChange={(event) =>
              change.mutate({ user: member.user, department: event.currentTarget.value || null })
            }
            data={[
              { value: "", label: t("members.none") },
              ...departments.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        ) : (
          (department?.name ?? t("members.none"))
        )}
      </td>
      <td className={classes.last}>{mayChange && !member.you && <Remove member={member} />}</td>
    </tr>
  );
}

function Remove({ member }: { member: Member }) {
  const { t } = useTranslation("people");
  const [isAsked, setAsked] = useState(false);
  const remove = useRemoveMember();
  return (
    <>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={t("members.removeOf", { name: member.name })}
        onClick={() => setAsked(true)}
      >
        <IconUserMinus size={18} aria-hidden="true" />
      </ActionIcon>
      <Modal
        opened={isAsked}
        onClose={() => setAsked(false)}
        title={t("members.removeTitle", { name: member.name })}
      >
        <div className={classes.form}>
          <p>{t("members.removeLead")}</p>
          <Refused error={remove.error} />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" data-autofocus onClick={() => setAsked(false)}>
              {t("cancel")}
            </Button>
            <Button color="barrier" loading={remove.isPending} onClick={() => remove.mutate(member.user)}>
              {t("members.remove")}
            </Button>
          </Group>
        </div>
      </Modal>
    </>
  );
}
