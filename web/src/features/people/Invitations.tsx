import { Button, Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Card } from "@/ui/Card";
import { date } from "@/ui/numbers";
import { InvitationLink } from "./InvitationLink";
import classes from "./People.module.css";
import { type Invitation, useInvitations, useRenewInvitation, useRevokeInvitation } from "./queries";
import { Refused } from "./Refused";

/** Who is invited and has not come yet. */
export function Invitations() {
  const { t } = useTranslation("people");
  const invitations = useInvitations(true);
  const found = invitations.data ?? [];
  return (
    <Card title={t("pending.title")} lead={found.length > 0 ? t("pending.lead") : undefined}>
      <Refused error={invitations.error} />
      {invitations.isSuccess && found.length === 0 && <p className={classes.quiet}>{t("pending.none")}</p>}
      <ul className={classes.list}>
        {found.map((invitation) => (
          <PendingInvitation key={invitation.id} invitation={invitation} />
        ))}
      </ul>
    </Card>
  );
}

function PendingInvitation({ invitation }: { invitation: Invitation }) {
  const { t } = useTranslation("people");
  const renew = useRenewInvitation();
  const revoke = useRevokeInvitation();
  const { id, email, role, expired, expires_at, invited_by } = invitation;
  const facts = [
    t(`role.${role}`),
    t("pending.by", { name: invited_by }),
    expired ? t("pending.over") : t("pending.until", { date: date(expires_at) }),
  ];
  return (
    <li className={classes.item}>
      <span className={classes.words}>
        <strong>{email}</strong>
        <span className={classes.quiet}>{facts.join(" · ")}</span>
        <Refused error={renew.error ?? revoke.error} />
      </span>
      <span className={classes.row}>
        <Button
          variant="default"
          size="xs"
          loading={renew.isPending}
          aria-label={t("pending.freshOf", { email })}
          onClick={() => renew.mutate(id)}
        >
          {t("pending.fresh")}
        </Button>
        <Button
          variant="subtle"
          color="gray"
          size="xs"
          loading={revoke.isPending}
          aria-label={t("pending.revokeOf", { email })}
          onClick={() => revoke.mutate(id)}
        >
          {t("pending.revoke")}
        </Button>
      </span>
      <Modal opened={renew.data !== undefined} onClose={renew.reset} title={t("pending.freshOf", { email })}>
        {renew.data !== undefined && <InvitationLink made={renew.data} />}
      </Modal>
    </li>
  );
}
