import { useTranslation } from "react-i18next";
import { useSession } from "@/api";
import { Card } from "@/ui/Card";
import { Invitations } from "./Invitations";
import { Members } from "./Members";
import { useIsAdmin } from "./queries";

/** Settings, People: members, and who is invited. */
export function PeopleSettings() {
  const { t } = useTranslation("people");
  const session = useSession().data;
  const isAdmin = useIsAdmin();
  if (session === undefined) return null;
  return (
    <>
      {session.user.local && (
        <Card title={t("local.title")} lead={t("local.lead")}>
          <p>{t("local.how")}</p>
        </Card>
      )}
      <Members session={session} mayInvite={isAdmin && !session.user.local} />
      {isAdmin && !session.user.local && <Invitations />}
    </>
  );
}
