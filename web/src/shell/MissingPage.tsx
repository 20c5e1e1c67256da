import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { Page } from "@/ui/Page";

export function MissingPage() {
  const { t } = useTranslation("shell");
  return (
    <Page title={t("error.missing")} lead={t("error.missingDetail")}>
      <div>
        <Button component={Link} href="/">
          {t("error.home")}
        </Button>
      </div>
    </Page>
  );
}
