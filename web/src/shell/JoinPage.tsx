import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { type InvitationDoor, useSession } from "@/api";
import { acceptInvitation, lookAtInvitation, signOut } from "./account";
import { DoorLayout } from "./DoorLayout";
import { Refusal } from "./Refusal";
import { SignInPage } from "./SignInPage";

/** The page behind an invitation's link. */
export function JoinPage({ token }: { token: string }) {
  const { t } = useTranslation("shell");
  const [, navigate] = useLocation();
  const door = useQuery({
    queryKey: ["invitation", token],
    queryFn: () => lookAtInvitation(token),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const session = useSession();
  if (door.isPending || session.isPending) return null;
  if (door.isError)
    return (
      <DoorLayout title={t("join.title")} lead="" onSubmit={() => navigate("/", { replace: true })}>
        <Refusal error={door.error} />
        <Button type="submit" variant="default">
          {t("join.home")}
        </Button>
      </DoorLayout>
    );
  if (session.data !== undefined)
    return <JoinSignedIn token={token} door={door.data} email={session.data.user.email} />;
  if (door.data.has_account)
    return (
      <SignInPage
        lead={t("join.signInLead", { workspace: door.data.workspace, email: door.data.email })}
        onSignedIn={() => void session.refetch()}
      />
    );
  return <JoinForm token={token} door={door.data} />;
}

/** Goes into the workspace that was joined. */
function useJoin(token: string) {
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  return useMutation({
    mutationFn: (account: { name: string; password: string }) => acceptInvitation(token, account),
    onSuccess: async () => {
      navigate("/", { replace: true });
      await queries.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== "invitation" });
    },
  });
}

interface JoinProps {
  token: string;
  door: InvitationDoor;
}

function JoinForm({ token, door }: JoinProps) {
  const { t } = useTranslation("shell");
  const [account, setAccount] = useState({ name: "", password: "" });
  const join = useJoin(token);
  return (
    <DoorLayout
      title={t("join.titleOf", { workspace: door.workspace })}
      lead={t("join.lead", { inviter: door.invited_by, role: t(`role.${door.role}`) })}
      onSubmit={() => join.mutate(account)}
    >
      <Refusal error={join.error} />
      <TextInput label={t("signIn.email")} type="email" autoComplete="username" readOnly value={door.email} />
      <TextInput
        label={t("setup.name")}
        autoComplete="name"
        required
        value={account.name}
        onChange={(event) => {
          const name = event.currentTarget.value;
          setAccount((before) => ({ ...before, name }));
        }}
      />
      <PasswordInput
        label={t("setup.password")}
        description={t("setup.passwordHint")}
        autoComplete="new-password"
        minLength={10}
        required
        value={account.password}
        onChange={(event) => {
          const password = event.currentTarget.value;
          setAccount((before) => ({ ...before, password }));
        }}
      />
      <Button type="submit" loading={join.isPending}>
        {t("join.submit")}
      </Button>
    </DoorLayout>
  );
}

function JoinSignedIn({ token, door, email }: JoinProps & { email: string }) {
  const { t } = useTranslation("shell");
  const join = useJoin(token);
  const queries = useQueryClient();
  const leave = useMutation({ mutationFn: signOut, onSuccess: () => queries.resetQueries() });
  const isOther = email !== door.email;
  return (
    <DoorLayout
      title={t("join.titleOf", { workspace: door.workspace })}
      lead={
        isOther
          ? t("join.other", { email, invited: door.email })
          : t("join.leadSignedIn", { inviter: door.invited_by, role: t(`role.${door.role}`) })
      }
      onSubmit={() => (isOther ? leave.mutate() : join.mutate({ name: "", password: "" }))}
    >
      <Refusal error={join.error ?? leave.error} />
      <Button type="submit" loading={join.isPending || leave.isPending}>
        {isOther ? t("signIn.out") : t("join.submit")}
      </Button>
    </DoorLayout>
  );
}
