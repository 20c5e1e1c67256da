import { Button, PasswordInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { ProblemError } from "@/api";
import classes from "./Shared.module.css";
import { SharedDoor } from "./SharedDoor";
import { useUnlock } from "./useSharedMap";

/** Asks a guest for the password of a link. */
export function PasswordDoor({ token }: { token: string }) {
  const { t } = useTranslation("sharing");
  const [password, setPassword] = useState("");
  const unlock = useUnlock(token);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    unlock.mutate(password);
  };
  return (
    <SharedDoor title={t("door.locked")} lead={t("door.lockedLead")}>
      <form onSubmit={submit} className={classes.form}>
        <PasswordInput
          label={t("door.password")}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={unlock.error instanceof ProblemError ? unlock.error.detail : undefined}
          autoComplete="off"
          visibilityToggleButtonProps={{ "aria-label": t("door.show") }}
          data-autofocus
          required
        />
        <Button type="submit" loading={unlock.isPending} disabled={password === ""}>
          {t("door.open")}
        </Button>
      </form>
    </SharedDoor>
  );
}
