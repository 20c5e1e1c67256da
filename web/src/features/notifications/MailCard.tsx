import { SegmentedControl } from "@mantine/core";
import { useEffect, useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import classes from "./Notes.module.css";
import { type MailWishes, useChangeMail, useMailSettings, type WhenMail } from "./queries";

const ABOUT = ["mentions", "replies", "others"] as const;
const WHEN: readonly WhenMail[] = ["at_once", "daily", "never"];

/** When notifications come by mail. A mail's own link leads here: `/notifications#mail`. */
export function MailCard() {
  const { t } = useTranslation("notifications");
  const id = useId();
  const card = useRef<HTMLElement>(null);
  const mail = useMailSettings().data;
  const change = useChangeMail();
  const isThere = mail !== undefined;
  useEffect(() => {
    if (isThere && window.location.hash === "#mail") card.current?.scrollIntoView({ block: "start" });
  }, [isThere]);
  if (mail === undefined) return null;
  const { mentions, replies, others, address } = mail;
  const set = (about: keyof MailWishes, when: WhenMail) =>
    change.mutate({ mentions, replies, others, [about]: when });
  return (
    <section ref={card} id="mail" className={classes.mail} aria-labelledby={id}>
      <h2 id={id} className={classes.title}>
        {t("mail.title")}
      </h2>
      <p className={classes.none}>{address === null ? t("mail.nobody") : t("mail.to", { address })}</p>
      {address !== null && (
        <>
          {ABOUT.map((about) => (
            <div key={about} className={classes.wish}>
              <span id={`${id}-${about}`}>{t(`mail.${about}`)}</span>
              <SegmentedControl
                size="sm"
                aria-labelledby={`${id}-${about}`}
                value={mail[about]}
                onChange={(when) => set(about, when as WhenMail)}
                data={WHEN.map((value) => ({ value, label: t(`mail.when.${value}`) }))}
              />
            </div>
          ))}
          <p className={classes.none} role="status">
            {change.isSuccess && t("mail.saved")} {change.isError && t("mail.failed")}{" "}
            {t("mail.daily", { hour: mail.digest_hour })}
          </p>
        </>
      )}
    </section>
  );
}
