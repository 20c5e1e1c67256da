import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { confirmEmail } from "./account";
import { DoorLayout } from "./DoorLayout";
import { Refusal } from "./Refusal";

/** The page behind the link in the mail. It takes a click: a mail scanner that follows links confirms nothing. */
export function ConfirmEmailPage({ token }: { token: string }) {
  const { t } = useTranslation("shell");
  const [, navigate] = useLocation();
  const queries = useQueryClient();
  const attempt = useMutation({
    mutationFn: () => confirmEmail(token),
    onSuccess: () => queries.resetQueries({ queryKey: ["session"] }),
  });
  const submit = () => (attempt.isSuccess ? navigate("/", { replace: true }) : attempt.mutate());
  return (
    <DoorLayout title={t("confirm.title")} lead={t("confirm.lead")} onSubmit={submit}>
      <Refusal error={attempt.error} wrong={t("confirm.refused")} />
      {attempt.isSuccess && <p role="status">{t("confirm.done")}</p>}
      <Button type="submit" loading={attempt.isPending}>
        {attempt.isSuccess ? t("confirm.on") : t("confirm.submit")}
      </Button>
    </DoorLayout>
  );
}
