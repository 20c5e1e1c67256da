import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Card } from "@/ui/Card";
import { date } from "@/ui/numbers";
import classes from "./Account.module.css";
import { browserOf } from "./browser";
import { endLogins, keys, useLogins, useRefresh } from "./queries";
import { Refused } from "./Refused";

/** Every browser that is signed in, and the way to end it. */
export function LoginsCard() {
  const { t } = useTranslation("account");
  const logins = useLogins().data ?? [];
  const refresh = useRefresh();
  const end = useMutation({ mutationFn: endLogins, onSuccess: () => refresh(keys.sessions) });
  const others = logins.filter((one) => !one.is_current);
  return (
    <Card
      title={t("sessions.title")}
      lead={t("sessions.lead")}
      actions={
        others.length > 1 ? (
          <Button variant="default" onClick={() => end.mutate(others.map(({ id }) => id))}>
            {t("sessions.endOthers")}
          </Button>
        ) : undefined
      }
    >
      <Refused error={end.error} />
      <ul className={classes.logins}>
        {logins.map((login) => {
          const what = browserOf(login.user_agent) ?? t("sessions.unknown");
          const since = date(new Date(login.created_at * 1000).toISOString());
          return (
            <li key={login.id} className={classes.login}>
              <span className={classes.what}>
                <strong>{login.is_current ? `${what} · ${t("sessions.here")}` : what}</strong>
                <span
                  className={classes.quiet}
                >{`${login.ip} · ${t("sessions.since", { date: since })}`}</span>
              </span>
              {!login.is_current && (
                <Button
                  variant="default"
                  size="xs"
                  aria-label={t("sessions.endOf", { what })}
                  onClick={() => end.mutate([login.id])}
                >
                  {t("sessions.end")}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
