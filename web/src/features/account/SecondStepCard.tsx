import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Card } from "@/ui/Card";
import { date } from "@/ui/numbers";
import classes from "./Account.module.css";
import {
  beginSecondStep,
  finishSecondStep,
  keys,
  removeSecondStep,
  type Setup,
  useAuthenticators,
  useRefresh,
} from "./queries";
import { Refused } from "./Refused";
import { useConfirmed } from "./useConfirmed";

/** The authenticator app: set up, or removed. */
export function SecondStepCard() {
  const { t } = useTranslation("account");
  const app = useAuthenticators().data?.find(({ type }) => type === "totp");
  const [setup, setSetup] = useState<Setup | null>(null);
  const [isSure, setSure] = useState(false);
  const refresh = useRefresh();
  const begin = useConfirmed((_: true) => beginSecondStep(), setSetup);
  const remove = useConfirmed(
    (_: true) => removeSecondStep(),
    () => {
      setSure(false);
      return refresh(keys.authenticators);
    },
  );
  const isSettingUp = app === undefined && setup !== null;
  return (
    <Card title={t("second.title")} lead={t("second.lead")}>
      <Refused error={begin.error ?? remove.error} />
      {!isSettingUp && (
        <p className={app === undefined ? classes.quiet : classes.done}>
          {app === undefined
            ? t("second.off")
            : t("second.on", { date: date(new Date(app.created_at * 1000).toISOString()) })}
        </p>
      )}
      {isSettingUp && <SetUp setup={setup} onDone={() => setSetup(null)} />}
      {app === undefined && setup === null && (
        <div>
          <Button loading={begin.isPending} onClick={() => begin.run(true)}>
            {t("second.setUp")}
          </Button>
        </div>
      )}
      {app !== undefined && (
        <div className={classes.row}>
          {isSure && <span role="status">{t("second.removeSure")}</span>}
          <Button
            variant="default"
            color="barrier"
            loading={remove.isPending}
            onClick={() => (isSure ? remove.run(true) : setSure(true))}
          >
            {t("second.remove")}
          </Button>
          {isSure && (
            <Button variant="subtle" onClick={() => setSure(false)}>
              {t("cancel")}
            </Button>
          )}
        </div>
      )}
      {begin.dialog}
      {remove.dialog}
    </Card>
  );
}

function SetUp({ setup, onDone }: { setup: Setup; onDone: () => void }) {
  const { t } = useTranslation("account");
  const [code, setCode] = useState("");
  const refresh = useRefresh();
  const finish = useConfirmed(finishSecondStep, async () => {
    await refresh(keys.authenticators);
    onDone();
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    finish.run(code);
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <p>{t("second.scan")}</p>
      <img
        className={classes.code}
        src={`/api/account/second-step.svg?${setup.secret.length}-${setup.secret.slice(0, 2)}`}
        alt={t("second.picture")}
      />
      <p className={classes.quiet}>
        {t("second.byHand")} <span className={classes.key}>{setup.secret}</span>
      </p>
      <Refused error={finish.error} />
      <TextInput
        label={t("second.enter")}
        aria-label={t("second.code")}
        autoComplete="one-time-code"
        inputMode="numeric"
        required
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <div className={classes.row}>
        <Button type="submit" loading={finish.isPending}>
          {t("second.finish")}
        </Button>
        <Button variant="subtle" onClick={onDone}>
          {t("cancel")}
        </Button>
      </div>
      {finish.dialog}
    </form>
  );
}
