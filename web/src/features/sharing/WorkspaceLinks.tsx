import { Anchor, Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { ProblemError } from "@/api";
import { Card } from "@/ui/Card";
import { SectionSkeleton } from "@/ui/PageSkeleton";
import { ProblemNote } from "@/ui/ProblemNote";
import { useRevokeLink, useWorkspaceLinks, type WorkspaceLink } from "./queries";
import classes from "./Sharing.module.css";
import { useWordsOf } from "./words";

/** Every link by which somebody without an account sees a map of the workspace. */
export function WorkspaceLinks() {
  const { t } = useTranslation("sharing");
  const { data, error, isPending } = useWorkspaceLinks();
  const mayNot = error instanceof ProblemError && error.status === 403;
  return (
    <Card title={t("all.title")} lead={t("all.lead")}>
      {isPending && <SectionSkeleton />}
      {mayNot && <p className={classes.hint}>{t("all.mayNot")}</p>}
      {error !== null && !mayNot && <ProblemNote title={t("dialog.failed")} detail={error.message} />}
      {data?.length === 0 && <p className={classes.hint}>{t("all.none")}</p>}
      {data !== undefined && data.length > 0 && (
        <ul className={classes.links} aria-label={t("all.title")}>
          {data.map((row) => (
            <Row key={row.link.id} row={row} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function Row({ row: { map_id, map_title, link } }: { row: WorkspaceLink }) {
  const { t } = useTranslation("sharing");
  const words = useWordsOf(link);
  const revoke = useRevokeLink(map_id);
  const [asks, setAsks] = useState(false);
  const name = link.label === "" ? t("link.unnamed") : link.label;
  return (
    <li className={classes.link} data-state={link.state}>
      <strong className={classes.name}>{name}</strong>
      <Anchor component={Link} href={`/maps/${map_id}`} className={classes.name}>
        {map_title}
      </Anchor>
      <p className={classes.words}>{words.allows}</p>
      <p className={classes.words}>{words.used}</p>
      {asks ? (
        <div className={classes.sure} role="alertdialog" aria-label={t("link.revokeOf", { name })}>
          <p>{t("link.revokeSure")}</p>
          <div className={classes.buttons}>
            <Button
              size="compact-sm"
              color="barrier"
              loading={revoke.isPending}
              onClick={() => revoke.mutate(link.id)}
            >
              {t("link.revokeDo")}
            </Button>
            <Button size="compact-sm" variant="subtle" autoFocus onClick={() => setAsks(false)}>
              {t("link.keep")}
            </Button>
          </div>
        </div>
      ) : (
        <div className={classes.buttons}>
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t("link.revokeOf", { name })}
            onClick={() => setAsks(true)}
          >
            {t("link.revoke")}
          </Button>
        </div>
      )}
      {revoke.error !== null && (
        <ProblemNote
          title={t("dialog.failed")}
          detail={revoke.error instanceof ProblemError ? revoke.error.detail : revoke.error.message}
        />
      )}
    </li>
  );
}
