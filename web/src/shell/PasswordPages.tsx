import { Anchor, Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { useSignInOptions } from "@/api";
import { askForNewPassword, setNewPassword } from "./account";
import { DoorLayout } from "./DoorLayout";
import classes from "./DoorLayout.module.css";
import { Refusal } from "./Refusal";

function ToSignIn() {
  const { t } = useTranslation("shell");
  return (
    <Anchor component={Link} href="/" size="sm" className={classes.aside}>
      {t("signIn.back")}
    </Anchor>
  );
}

/** Asks for a link by mail. Whether the address is known is not said. */
export function AskPasswordPage() {
  const { t } = useTranslation("shell");
  const [email, setEmail] = useState("");
  const attempt = useMutation({ mutationFn: () => askForNewPassword(email) });
  const options = useSignInOptions().data;
  const lead = options?.mail === false ? t("password.noMail") : t("password.askLead");
  return (
    <DoorLayout title={t("password.askTitle")} lead={lead} onSubmit={() => attempt.mutate()}>
      <Refusal error={attempt.error} />
      {attempt.isSuccess ? (
        <p role="status">{t("password.asked", { email })}</p>
      ) : (
        <>
          <TextInput
            label={t("signIn.email")}
            type="email"
            autoComplete="username"
            required
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <Button type="submit" loading={attempt.isPending}>
            {t("password.ask")}
          </Button>
        </>
      )}
      <ToSignIn />
    </DoorLayout>
  );
}

/** The page behind the link in the mail. */
export function NewPasswordPage({ token }: { token: string }) {
  const { t } = useTranslation("shell");
  const [password, setPassword] = useState("");
  const attempt = useMutation({ mutationFn: () => setNewPassword(token, password) });
  return (
    <DoorLayout title={t("password.title")} lead={t("password.lead")} onSubmit={() => attempt.mutate()}>
      <Refusal error={attempt.error} wrong={t("password.refused")} />
      {attempt.isSuccess ? (
        <p role="status">{t("password.done")}</p>
      ) : (
        <>
          <PasswordInput
            label={t("password.new")}
            description={t("setup.passwordHint")}
            autoComplete="new-password"
            minLength={10}
            required
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <Button type="submit" loading={attempt.isPending}>
            {t("password.set")}
          </Button>
        </>
      )}
      <ToSignIn />
    </DoorLayout>
  );
}
