import { Button, CopyButton } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Card } from "@/ui/Card";
import classes from "./Account.module.css";
import { freshRecoveryCodes, keys, recoveryCodes, useAuthenticators, useRefresh } from "./queries";
import { Refused } from "./Refused";
import { useConfirmed } from "./useConfirmed";

/** Codes for the day when the phone is away; there once a second step is. */
export function RecoveryCodes() {
  const { t } = useTranslation("account");
  const known = useAuthenticators().data?.find(({ type }) => type === "recovery_codes");
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const refresh = useRefresh();
  const show = useConfirmed((_: true) => recoveryCodes(), setCodes);
  const renew = useConfirmed(
    (_: true) => freshRecoveryCodes(),
    (made) => {
      setCodes(made);
      return refresh(keys.authenticators);
    },
  );
  if (known === undefined) return null;
  return (
    <Card title={t("codes.title")} lead={t("codes.lead")}>
      <p className={classes.quiet}>
        {t("codes.left", { left: known.unused_code_count ?? 0, total: known.total_code_count ?? 0 })}
      </p>
      <Refused error={show.error ?? renew.error} />
      {codes !== null && (
        <ul className={classes.codes} aria-label={t("codes.title")}>
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
      )}
      <div className={classes.row}>
        {codes === null ? (
          <Button variant="default" loading={show.isPending} onClick={() => show.run(true)}>
            {t("codes.show")}
          </Button>
        ) : (
          <CopyButton value={codes.join("\n")}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy}>
                {t(copied ? "codes.copied" : "codes.copy")}
              </Button>
            )}
          </CopyButton>
        )}
        <Button variant="subtle" loading={renew.isPending} onClick={() => renew.run(true)}>
          {t("codes.fresh")}
        </Button>
      </div>
      {show.dialog}
      {renew.dialog}
    </Card>
  );
}
