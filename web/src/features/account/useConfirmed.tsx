import { Button, Group, Modal, PasswordInput, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { AuthRefusal, auth } from "@/api";
import classes from "./Account.module.css";
import { useMe } from "./queries";
import { Refused } from "./Refused";

/**
 * A change that may ask for the password once more.
 *
 * `run` does it; where the server wants the password first, `dialog` asks for it and does it again.
 */
export function useConfirmed<Value, Answer>(
  change: (value: Value) => Promise<Answer>,
  onDone: (answer: Answer) => unknown,
) {
  const attempt = useMutation({ mutationFn: change, onSuccess: onDone });
  const asked = attempt.error instanceof AuthRefusal && attempt.error.asksForPassword;
  const again = () => {
    if (attempt.variables !== undefined) attempt.mutate(attempt.variables);
  };
  const dialog = asked ? <PasswordDialog onShown={again} onCancel={attempt.reset} /> : null;
  return {
    run: attempt.mutate,
    isPending: attempt.isPending,
    isDone: attempt.isSuccess,
    error: attempt.error,
    dialog,
  };
}

function PasswordDialog({ onShown, onCancel }: { onShown: () => void; onCancel: () => void }) {
  const { t } = useTranslation("account");
  const hasPassword = useMe().data?.user.has_usable_password ?? true;
  const [given, setGiven] = useState("");
  const show = useMutation({
    mutationFn: () =>
      hasPassword
        ? auth("auth/reauthenticate", { method: "POST", body: { password: given } })
        : auth("auth/2fa/reauthenticate", { method: "POST", body: { code: given.replaceAll(/\s/g, "") } }),
    onSuccess: onShown,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    show.mutate();
  };
  const Input = hasPassword ? PasswordInput : TextInput;
  return (
    <Modal opened onClose={onCancel} title={t("again.title")} size="sm">
      <form className={classes.form} onSubmit={submit}>
        <p className={classes.quiet}>{t("again.lead")}</p>
        <Refused error={show.error} />
        <Input
          label={t(hasPassword ? "again.password" : "again.code")}
          autoComplete={hasPassword ? "current-password" : "one-time-code"}
          data-autofocus
          required
          value={given}
          onChange={(event) => setGiven(event.currentTarget.value)}
        />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onCancel}>
            {t("cancel")}
          </Button>
          <Button type="submit" loading={show.isPending}>
            {t("again.submit")}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
