import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { giveCode } from "./account";
import { DoorLayout } from "./DoorLayout";
import { Refusal } from "./Refusal";

/** The second step of signing in. */
export function CodeForm({ onSignedIn }: { onSignedIn: () => void }) {
  const { t } = useTranslation("shell");
  const [code, setCode] = useState("");
  const attempt = useMutation({ mutationFn: () => giveCode(code), onSuccess: onSignedIn });
  return (
    <DoorLayout title={t("code.title")} lead={t("code.lead")} onSubmit={() => attempt.mutate()}>
      <Refusal error={attempt.error} wrong={t("code.wrong")} />
      <TextInput
        label={t("code.label")}
        description={t("code.hint")}
        autoComplete="one-time-code"
        inputMode="text"
        data-autofocus
        autoFocus
        required
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <Button type="submit" loading={attempt.isPending}>
        {t("code.submit")}
      </Button>
    </DoorLayout>
  );
}
