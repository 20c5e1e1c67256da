import { Button } from "@mantine/core";
import { IconUserPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Session } from "@/api";
import { Card } from "@/ui/Card";
import { InviteDialog } from "./InviteDialog";
import { MemberRow } from "./MemberRow";
import classes from "./People.module.css";
import { useDepartments, useMembers } from "./queries";
import { Refused } from "./Refused";

/** Everybody who belongs to the workspace. */
export function Members({ session, mayInvite }: { session: Session; mayInvite: boolean }) {
  const { t } = useTranslation("people");
  const members = useMembers();
  const departments = useDepartments().data ?? [];
  const [isInviting, setInviting] = useState(false);
  return (
    <Card
      title={t("members.title")}
      lead={t("members.lead", { workspace: session.workspace.name })}
      actions={
        mayInvite ? (
          <Button
            leftSection={<IconUserPlus size={18} aria-hidden="true" />}
            onClick={() => setInviting(true)}
          >
            {t("invite.open")}
          </Button>
        ) : undefined
      }
    >
      <Refused error={members.error} />
      <table className={classes.table} aria-label={t("members.table")}>
        <thead>
          <tr>
            <th scope="col">{t("members.name")}</th>
            <th scope="col">{t("members.role")}</th>
            <th scope="col">{t("members.department")}</th>
            <th scope="col">
              <span className="sj-visually-hidden">{t("members.more")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {(members.data ?? []).map((member) => (
            <MemberRow key={member.user} member={member} departments={departments} />
          ))}
        </tbody>
      </table>
      <InviteDialog opened={isInviting} onClose={() => setInviting(false)} departments={departments} />
    </Card>
  );
}
