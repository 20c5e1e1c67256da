import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { ProblemError } from "@/api";
import { ProblemNote } from "@/ui/ProblemNote";
import { makeFirstAccount } from "./account";
import { DoorLayout } from "./DoorLayout";

/** The token stands after the #, so that it never reaches a server log. */
const tokenOf = (hash: string): string => new URLSearchParams(hash.replace(/^#/, "")).get("token") ?? "";

/** The page behind the one-time link that a new server prints. */
export function SetupPage() {
  const { t } = useTranslation("shell");
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const [account, setAccount] = useState({ name: "", email: "", password: "" });
  const attempt = useMutation({
    mutationFn: () => makeFirstAccount(tokenOf(window.location.hash), account),
    onSuccess: async () => {
      await queries.resetQueries({ queryKey: ["session"] });
      navigate("/", { replace: true });
    },
  });
  const change = (field: keyof typeof account) => (event: React.ChangeEvent<HTMLInputElement>) => {
    const { value } = event.currentTarget;
    setAccount((before) => ({ ...before, [field]: value }));
  };
  return (
    <DoorLayout title={t("setup.title")} lead={t("setup.lead")} onSubmit={() => attempt.mutate()}>
      {attempt.error !== null && (
        <ProblemNote
          title={attempt.error.message}
          detail={attempt.error instanceof ProblemError ? attempt.error.detail || t("setup.used") : ""}
        />
      )}
      <TextInput
        label={t("setup.name")}
        autoComplete="name"
        required
        value={account.name}
        onChange={change("name")}
      />
      <TextInput
        label={t("setup.email")}
        type="email"
        autoComplete="username"
        required
        value={account.email}
        onChange={change("email")}
      />
      <PasswordInput
        label={t("setup.password")}
        description={t("setup.passwordHint")}
        autoComplete="new-password"
        minLength={10}
        required
        value={account.password}
        onChange={change("password")}
      />
      <Button type="submit" loading={attempt.isPending}>
        {t("setup.submit")}
      </Button>
    </DoorLayout>
  );
}
