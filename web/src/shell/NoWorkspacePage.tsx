import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { signOut } from "./account";
import { DoorLayout } from "./DoorLayout";
import { Refusal } from "./Refusal";

/** For somebody with an account who belongs to no workspace (any more). */
export function NoWorkspacePage() {
  const { t } = useTranslation("shell");
  const queries = useQueryClient();
  const leave = useMutation({ mutationFn: signOut, onSuccess: () => queries.resetQueries() });
  return (
    <DoorLayout title={t("nowhere.title")} lead={t("nowhere.lead")} onSubmit={() => leave.mutate()}>
      <Refusal error={leave.error} />
      <Button type="submit" variant="default" loading={leave.isPending}>
        {t("signIn.out")}
      </Button>
    </DoorLayout>
  );
}
