import { Button, PasswordInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Card } from "@/ui/Card";
import classes from "./Account.module.css";
import { changePassword, keys, useMe, useRefresh } from "./queries";
import { Refused } from "./Refused";

/** The password; a first one where the account came from a company's. */
export function PasswordCard() {
  const { t } = useTranslation("account");
  const hasPassword = useMe().data?.user.has_usable_password ?? true;
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const refresh = useRefresh();
  const change = useMutation({
    mutationFn: () => changePassword(hasPassword ? current : "", password),
    onSuccess: () => {
      setCurrent("");
      setPassword("");
      return refresh(keys.me, keys.sessions);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <Card title={t("password.title")} lead={t(hasPassword ? "password.lead" : "password.none")}>
      <form className={classes.form} onSubmit={submit}>
        <Refused error={change.error} />
        {hasPassword && (
          <PasswordInput
            label={t("password.current")}
            autoComplete="current-password"
            required
            value={current}
            onChange={(event) => setCurrent(event.currentTarget.value)}
          />
        )}
        <PasswordInput
          label={t("password.new")}
          description={t("password.hint")}
          autoComplete="new-password"
          minLength={10}
          required
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <div className={classes.row}>
          <Button type="submit" variant="default" loading={change.isPending}>
            {t("password.change")}
          </Button>
          {change.isSuccess && (
            <span role="status" className={classes.done}>
              {t("password.done")}
            </span>
          )}
        </div>
      </form>
    </Card>
  );
}
