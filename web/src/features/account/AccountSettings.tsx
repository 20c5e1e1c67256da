import { useTranslation } from "react-i18next";
import { useSession } from "@/api";
import { Card } from "@/ui/Card";
import { EmailCard } from "./EmailCard";
import { PasswordCard } from "./PasswordCard";
import { YouCard } from "./YouCard";

/** Settings, Account: name and colour, address, password. */
export function AccountSettings() {
  const { t } = useTranslation("account");
  const session = useSession().data;
  if (session === undefined) return null;
  return (
    <>
      <YouCard key={session.user.id} name={session.user.name} color={session.user.color} />
      {session.user.local ? (
        <Card title={t("local.title")} lead={t("local.lead")} />
      ) : (
        <>
          <EmailCard email={session.user.email} />
          <PasswordCard />
        </>
      )}
    </>
  );
}
