import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ProblemError } from "@/api";
import { ProblemNote } from "@/ui/ProblemNote";
import { signIn } from "./account";
import { DoorLayout } from "./DoorLayout";

export function SignInPage({ onSignedIn }: { onSignedIn: () => void }) {
  const { t } = useTranslation("shell");
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const attempt = useMutation({ mutationFn: () => signIn(email, password), onSuccess: onSignedIn });
  const refused = attempt.error instanceof ProblemError && attempt.error.status === 400;
  return (
    <DoorLayout title={t("signIn.title")} lead={t("signIn.lead")} onSubmit={() => attempt.mutate()}>
      {attempt.error !== null && (
        <ProblemNote
          title={refused ? t("signIn.wrong") : attempt.error.message}
          detail={refused ? t("signIn.wrongDetail") : ""}
        />
      )}
      <TextInput
        label={t("signIn.email")}
        type="email"
        autoComplete="username"
        required
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <PasswordInput
        label={t("signIn.password")}
        autoComplete="current-password"
        required
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <Button type="submit" loading={attempt.isPending}>
        {t("signIn.submit")}
      </Button>
    </DoorLayout>
  );
}
