import { Anchor, Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { useSignInOptions } from "@/api";
import { ProblemNote } from "@/ui/ProblemNote";
import { companyPage, isCodePending, signIn } from "./account";
import { CodeForm } from "./CodeForm";
import { DoorLayout } from "./DoorLayout";
import classes from "./DoorLayout.module.css";
import { Refusal } from "./Refusal";

const KNOWN_ERRORS = ["signup_closed", "address_unconfirmed", "account_exists", "cancelled"] as const;

/** What a company's sign-in page came back with, when it did not work. */
function errorFromElsewhere(search: string): (typeof KNOWN_ERRORS)[number] | "unknown" | null {
  const given = new URLSearchParams(search).get("error");
  if (given === null) return null;
  return KNOWN_ERRORS.find((known) => known === given) ?? "unknown";
}

export interface SignInPageProps {
  onSignedIn: () => void;
  /** What stands above the form instead of the product's line. */
  lead?: string;
}

/** Password, then a code where a second step is set up; or the company's own sign-in page. */
export function SignInPage({ onSignedIn, lead }: SignInPageProps) {
  const pending = useQuery({ queryKey: ["sign-in", "pending"], queryFn: isCodePending, staleTime: 0 });
  const [asksCode, setAsksCode] = useState(false);
  if (asksCode || pending.data === true) return <CodeForm onSignedIn={onSignedIn} />;
  return <PasswordForm onSignedIn={onSignedIn} onCode={() => setAsksCode(true)} lead={lead} />;
}

function PasswordForm({ onSignedIn, onCode, lead }: SignInPageProps & { onCode: () => void }) {
  const { t } = useTranslation("shell");
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const attempt = useMutation({
    mutationFn: () => signIn(email, password),
    onSuccess: (step) => (step === "code" ? onCode() : onSignedIn()),
  });
  const options = useSignInOptions().data;
  const failed = errorFromElsewhere(window.location.search);
  return (
    <DoorLayout title={t("signIn.title")} lead={lead ?? t("signIn.lead")} onSubmit={() => attempt.mutate()}>
      {failed !== null && attempt.isIdle && (
        <ProblemNote title={t(`signIn.elsewhere.${failed}`)} detail={t(`signIn.elsewhereDetail.${failed}`)} />
      )}
      <Refusal error={attempt.error} wrong={t("signIn.wrong")} />
      {(options?.companies ?? []).map((company) => (
        <CompanyButton key={company.id} {...company} />
      ))}
      {options !== undefined && options.companies.length > 0 && (
        <p className={classes.or}>{t("signIn.or")}</p>
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
      <Anchor component={Link} href="/account/password" size="sm" className={classes.aside}>
        {t("signIn.forgotten")}
      </Anchor>
    </DoorLayout>
  );
}

function CompanyButton({ id, name }: { id: string; name: string }) {
  const { t } = useTranslation("shell");
  const go = useMutation({
    mutationFn: () => companyPage(id),
    onSuccess: (url) => window.location.assign(url),
  });
  return (
    <>
      <Refusal error={go.error} />
      <Button variant="default" loading={go.isPending || go.isSuccess} onClick={() => go.mutate()}>
        {t("signIn.company", { name })}
      </Button>
    </>
  );
}
