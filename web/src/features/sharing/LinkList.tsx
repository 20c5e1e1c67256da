import { useTranslation } from "react-i18next";
import { LinkRow } from "./LinkRow";
import type { ShareLink } from "./queries";
import classes from "./Sharing.module.css";

export interface LinkListProps {
  links: readonly ShareLink[];
  onChange: (link: ShareLink) => void;
  onRenew: (link: ShareLink) => void;
  onRevoke: (link: ShareLink) => void;
}

/** The links of a map: those that work, and those that have ended folded away. */
export function LinkList({ links, ...acts }: LinkListProps) {
  const { t } = useTranslation("sharing");
  const open = links.filter(({ state }) => state === "open");
  const ended = links.filter(({ state }) => state !== "open");
  return (
    <>
      <section aria-label={t("dialog.open")}>
        <h3 className={classes.label}>{t("dialog.open")}</h3>
        {open.length === 0 ? (
          <p className={classes.hint}>{t("dialog.none")}</p>
        ) : (
          <Rows links={open} {...acts} />
        )}
      </section>
      {ended.length > 0 && (
        <details className={classes.ended}>
          <summary className={classes.label}>
            {t("dialog.ended")} ({ended.length})
          </summary>
          <Rows links={ended} {...acts} />
        </details>
      )}
    </>
  );
}

function Rows({ links, onChange, onRenew, onRevoke }: LinkListProps) {
  return (
    <ul className={classes.links}>
      {links.map((link) => (
        <LinkRow
          key={link.id}
          link={link}
          onChange={() => onChange(link)}
          onRenew={() => onRenew(link)}
          onRevoke={() => onRevoke(link)}
        />
      ))}
    </ul>
  );
}
