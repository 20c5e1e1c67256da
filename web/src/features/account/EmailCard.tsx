import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Card } from "@/ui/Card";
import classes from "./Account.module.css";
import { changeAddress, keys, sendConfirmation, useAddresses, useRefresh } from "./queries";
import { Refused } from "./Refused";
import { useConfirmed } from "./useConfirmed";

/** The address that one signs in with. */
export function EmailCard({ email }: { email: string }) {
  const { t } = useTranslation("account");
  const addresses = useAddresses().data ?? [];
  const refresh = useRefresh();
  const [wish, setWish] = useState("");
  const change = useConfirmed(changeAddress, () => {
    setWish("");
    return refresh(keys.addresses);
  });
  const confirm = useConfirmed(sendConfirmation, () => undefined);
  const isConfirmed = addresses.some((one) => one.email === email && one.verified);
  const waiting = addresses.filter((one) => one.email !== email && !one.verified);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.run(wish);
  };
  return (
    <Card title={t("email.title")} lead={t("email.lead")}>
      <div className={classes.row}>
        <strong>{t("email.now", { email })}</strong>
        <span className={isConfirmed ? classes.done : classes.quiet}>
          {t(isConfirmed ? "email.confirmed" : "email.unconfirmed")}
        </span>
        {!isConfirmed && addresses.length > 0 && (
          <Button variant="default" size="xs" loading={confirm.isPending} onClick={() => confirm.run(email)}>
            {t("email.confirm")}
          </Button>
        )}
      </div>
      {waiting.map((one) => (
        <p key={one.email} role="status" className={classes.quiet}>
          {t("email.waiting", { email: one.email })}
        </p>
      ))}
      {confirm.isDone && <p role="status">{t("email.sent")}</p>}
      <Refused error={confirm.error ?? change.error} />
      <form className={classes.form} onSubmit={submit}>
        <TextInput
          label={t("email.new")}
          type="email"
          autoComplete="email"
          required
          value={wish}
          onChange={(event) => setWish(event.currentTarget.value)}
        />
        <div>
          <Button type="submit" variant="default" loading={change.isPending}>
            {t("email.change")}
          </Button>
        </div>
      </form>
      {change.dialog}
      {confirm.dialog}
    </Card>
  );
}
