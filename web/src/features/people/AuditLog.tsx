import { Button, NativeSelect } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Card } from "@/ui/Card";
import { dateTime } from "@/ui/numbers";
import { en } from "./en";
import classes from "./People.module.css";
import { type AuditEntry, useAudit, useCheckAudit, useIsAdmin } from "./queries";
import { Refused } from "./Refused";

const KINDS = Object.keys(en.audit.kinds);

/** Who signed in, was refused, and changed what others may do. For admins. */
export function AuditLog() {
  const { t } = useTranslation("people");
  const isAdmin = useIsAdmin();
  return isAdmin ? (
    <Card title={t("audit.title")} lead={t("audit.lead")} actions={<Check />}>
      <Entries />
    </Card>
  ) : null;
}

function Check() {
  const { t } = useTranslation("people");
  const check = useCheckAudit();
  return (
    <div className={classes.check}>
      <Button variant="default" size="xs" loading={check.isPending} onClick={() => check.mutate()}>
        {t("audit.check")}
      </Button>
      {check.data !== undefined && (
        <span role="status" className={check.data.whole ? classes.done : classes.bad}>
          {check.data.whole ? t("audit.whole") : t("audit.broken", { number: check.data.first_broken })}
        </span>
      )}
    </div>
  );
}

function Entries() {
  const { t } = useTranslation("people");
  const [kind, setKind] = useState<string | null>(null);
  const audit = useAudit(kind);
  const entries = audit.data?.pages.flatMap((page) => page.entries) ?? [];
  return (
    <>
      <NativeSelect
        className={classes.filter}
        label={t("audit.kind")}
        value={kind ?? ""}
        onChange={(event) => setKind(event.currentTarget.value || null)}
        data={[
          { value: "", label: t("audit.all") },
          ...KINDS.map((one) => ({ value: one, label: t(`audit.kinds.${one}`) })),
        ]}
      />
      <Refused error={audit.error} />
      {audit.isSuccess && entries.length === 0 && <p className={classes.quiet}>{t("audit.none")}</p>}
      {entries.length > 0 && (
        <table className={classes.table} data-compact aria-label={t("audit.table")}>
          <thead>
            <tr>
              <th scope="col">{t("audit.when")}</th>
              <th scope="col">{t("audit.who")}</th>
              <th scope="col">{t("audit.what")}</th>
              <th scope="col">{t("audit.about")}</th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <Entry key={entry.number} entry={entry} />
            ))}
          </tbody>
        </table>
      )}
      {audit.hasNextPage && (
        <div>
          <Button variant="default" loading={audit.isFetchingNextPage} onClick={() => audit.fetchNextPage()}>
            {t("audit.more")}
          </Button>
        </div>
      )}
    </>
  );
}

function Entry({ entry: { at, actor, kind, about, detail, address } }: { entry: AuditEntry }) {
  const { t } = useTranslation("people");
  const roles =
    typeof detail.before === "string" && typeof detail.after === "string"
      ? t("audit.roles", { before: detail.before, after: detail.after })
      : "";
  return (
    <tr>
      <td data-label={t("audit.when")}>{dateTime(at)}</td>
      <td data-label={t("audit.who")}>
        <span className={classes.words}>
          {actor === "" ? t("audit.nobody") : actor}
          <span className={classes.quiet}>{address}</span>
        </span>
      </td>
      <td data-label={t("audit.what")}>{t(`audit.kinds.${kind}`, { defaultValue: kind })}</td>
      <td data-label={t("audit.about")}>
        <span className={classes.words}>
          {about}
          <span className={classes.quiet}>{roles}</span>
        </span>
      </td>
    </tr>
  );
}
