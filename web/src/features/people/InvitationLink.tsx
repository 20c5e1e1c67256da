import { Button, CopyButton, TextInput } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { date } from "@/ui/numbers";
import classes from "./People.module.css";
import type { MadeInvitation } from "./queries";

/** The link of an invitation that was just made. */
export function InvitationLink({ made: { invitation, link, sent } }: { made: MadeInvitation }) {
  const { t } = useTranslation("people");
  const { email, expires_at } = invitation;
  return (
    <div className={classes.form}>
      <p role="status">
        <strong>{t("invite.ready", { email })}</strong>{" "}
        {t(sent ? "invite.sent" : "invite.handOn", { email, date: date(expires_at) })}
      </p>
      <TextInput
        label={t("invite.link")}
        readOnly
        value={link}
        onFocus={(event) => event.currentTarget.select()}
      />
      <div className={classes.row}>
        <CopyButton value={link}>
          {({ copied, copy }) => (
            <Button
              variant="light"
              data-autofocus
              leftSection={
                copied ? (
                  <IconCheck size={18} aria-hidden="true" />
                ) : (
                  <IconCopy size={18} aria-hidden="true" />
                )
              }
              onClick={copy}
            >
              {t(copied ? "invite.copied" : "invite.copy")}
            </Button>
          )}
        </CopyButton>
      </div>
      <p className={classes.quiet}>{t("invite.once")}</p>
    </div>
  );
}
