import { useTranslation } from "react-i18next";
import { Card } from "@/ui/Card";
import { LoginsCard } from "./LoginsCard";
import { useHasAccount } from "./queries";
import { RecoveryCodes } from "./RecoveryCodes";
import { SecondStepCard } from "./SecondStepCard";

/** Settings, Security: second step, recovery codes, sessions. */
export function SecuritySettings() {
  const { t } = useTranslation("account");
  if (!useHasAccount()) return <Card title={t("local.title")} lead={t("local.lead")} />;
  return (
    <>
      <SecondStepCard />
      <RecoveryCodes />
      <LoginsCard />
    </>
  );
}
