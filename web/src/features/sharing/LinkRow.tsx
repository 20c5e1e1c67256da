import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ShareLink } from "./queries";
import classes from "./Sharing.module.css";
import { useWordsOf } from "./words";

export interface LinkRowProps {
  link: ShareLink;
  onChange: () => void;
  onRenew: () => void;
  onRevoke: () => void;
}

/** One link: what it allows, how it is used, and what can be done with it. */
export function LinkRow({ link, onChange, onRenew, onRevoke }: LinkRowProps) {
  const { t } = useTranslation("sharing");
  const words = useWordsOf(link);
  const [asks, setAsks] = useState<"renew" | "revoke" | null>(null);
  const name = link.label === "" ? t("link.unnamed") : link.label;
  const sure = () => {
    setAsks(null);
    if (asks === "renew") onRenew();
    else onRevoke();
  };
  return (
    <li className={classes.link} data-state={link.state}>
      <strong className={classes.name}>{name}</strong>
      <p className={classes.words}>{words.allows}</p>
      <p className={classes.words}>{words.used}</p>
      {link.state !== "revoked" && asks === null && (
        <div className={classes.buttons}>
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t("link.changeOf", { name })}
            onClick={onChange}
          >
            {t("link.change")}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t("link.renewOf", { name })}
            onClick={() => setAsks("renew")}
          >
            {t("link.renew")}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t("link.revokeOf", { name })}
            onClick={() => setAsks("revoke")}
          >
            {t("link.revoke")}
          </Button>
        </div>
      )}
      {asks !== null && (
        <div className={classes.sure} role="alertdialog" aria-label={t(`link.${asks}Of`, { name })}>
          <p>{t(`link.${asks}Sure`)}</p>
          <div className={classes.buttons}>
            <Button size="compact-sm" color={asks === "revoke" ? "barrier" : undefined} onClick={sure}>
              {t(`link.${asks}Do`)}
            </Button>
            <Button size="compact-sm" variant="subtle" autoFocus onClick={() => setAsks(null)}>
              {t("link.keep")}
            </Button>
          </div>
        </div>
      )}
    </li>
  );
}
