import { useTranslation } from "react-i18next";
import { Page } from "@/ui/Page";

export function MapsPage() {
  const { t } = useTranslation("shell");
  return <Page title={t("nav.maps")}>{null}</Page>;
}
