import { Button, CopyButton, Textarea, TextInput } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { MadeLink } from "./queries";
import classes from "./Sharing.module.css";

export interface MadeLinkCardProps {
  made: MadeLink;
  onDone: () => void;
}

/** A fresh address, shown this once. */
export function MadeLinkCard({ made, onDone }: MadeLinkCardProps) {
  const { t } = useTranslation("sharing");
  const code = `<iframe src="${made.embed_url}" width="100%" height="640" style="border:0" loading="lazy"></iframe>`;
  return (
    <section className={classes.made} aria-label={t("made.title")}>
      <h3 className={classes.madeTitle}>{t("made.title")}</h3>
      <p className={classes.hint}>{t("made.once")}</p>
      <div className={classes.copyRow}>
        <TextInput
          label={t("made.address")}
          value={made.url}
          readOnly
          data-autofocus
          onFocus={(event) => event.currentTarget.select()}
        />
        <Copy value={made.url} label={t("made.copyAddress")} filled />
      </div>
      {made.link.embed.length > 0 && (
        <div className={classes.copyRow}>
          <Textarea label={t("made.code")} value={code} readOnly autosize minRows={2} />
          <Copy value={code} label={t("made.copyCode")} />
        </div>
      )}
      <Button variant="default" onClick={onDone}>
        {t("made.done")}
      </Button>
    </section>
  );
}

function Copy({ value, label, filled = false }: { value: string; label: string; filled?: boolean }) {
  const { t } = useTranslation("sharing");
  return (
    <CopyButton value={value} timeout={2000}>
      {({ copied, copy }) => (
        <Button
          variant={filled ? "filled" : "default"}
          // The next thing to do, and the form that had the focus is gone.
          autoFocus={filled}
          aria-label={label}
          leftSection={
            copied ? <IconCheck size={17} aria-hidden="true" /> : <IconCopy size={17} aria-hidden="true" />
          }
          onClick={copy}
        >
          <span aria-live="polite">{t(copied ? "made.copied" : "made.copy")}</span>
        </Button>
      )}
    </CopyButton>
  );
}
