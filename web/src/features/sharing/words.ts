/** A link's state in words. */
import { useTranslation } from "react-i18next";
import type { ShareLink } from "./queries";

const day = (moment: string): string =>
  new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" }).format(
    new Date(moment),
  );

export function useWordsOf(link: ShareLink): { allows: string; used: string } {
  const { t } = useTranslation("sharing");
  const ends =
    link.state === "revoked"
      ? t("link.revoked", { date: day(link.revoked_at ?? link.created_at) })
      : link.expires_at === null
        ? t("link.never")
        : t(link.state === "expired" ? "link.expired" : "link.ends", { date: day(link.expires_at) });
  const allows = [
    t(`link.${link.permission}`),
    ends,
    link.has_password && t("link.password"),
    link.embed.length > 0 && t("link.embed"),
  ];
  const used =
    link.last_visit_at === null
      ? t("link.unused")
      : t("link.visits", { count: link.visits, date: day(link.last_visit_at) });
  return {
    allows: allows.filter((part) => part !== false).join(" · "),
    used: [used, t("link.by", { name: link.created_by })].join(" · "),
  };
}
