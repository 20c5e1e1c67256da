import { Button, Loader, Modal } from "@mantine/core";
import { IconInfoCircle, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ProblemError } from "@/api";
import { ProblemNote } from "@/ui/ProblemNote";
import { changeOf, draftOf, newDraft, wantedOf } from "./draft";
import { LinkForm } from "./LinkForm";
import { LinkList } from "./LinkList";
import { MadeLinkCard } from "./MadeLinkCard";
import {
  type MadeLink,
  type ShareLink,
  useChangeLink,
  useCreateLink,
  useLinks,
  useRenewLink,
  useRevokeLink,
} from "./queries";
import classes from "./Sharing.module.css";

export interface ShareDialogProps {
  map: string;
  opened: boolean;
  onClose: () => void;
}

/** Links by which people without an account see the map. */
export function ShareDialog({ map, opened, onClose }: ShareDialogProps) {
  const { t } = useTranslation("sharing");
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("dialog.title")}
      size="lg"
      closeButtonProps={{ "aria-label": t("dialog.close") }}
    >
      {opened && <Sharing map={map} />}
    </Modal>
  );
}

type Shown = { readonly at: "list" | "new" } | { readonly at: "change"; readonly link: ShareLink };

function Sharing({ map }: { map: string }) {
  const { t } = useTranslation("sharing");
  const { data, error } = useLinks(map);
  const [shown, setShown] = useState<Shown>({ at: "list" });
  const [made, setMade] = useState<MadeLink | null>(null);
  const create = useCreateLink(map);
  const change = useChangeLink(map);
  const renew = useRenewLink(map);
  const revoke = useRevokeLink(map);
  const list = () => setShown({ at: "list" });
  if (error instanceof ProblemError && error.status === 403)
    return <p className={classes.hint}>{t("dialog.mayNot")}</p>;
  if (error !== null) return <ProblemNote title={t("dialog.failed")} detail={error.message} />;
  if (data === undefined) return <Loader size="sm" />;
  const ready = (fresh: MadeLink) => {
    setMade(fresh);
    list();
  };
  if (shown.at === "new")
    return (
      <LinkForm
        from={newDraft(data.lanes)}
        lanes={data.lanes}
        error={create.error}
        pending={create.isPending}
        onSubmit={(draft) => create.mutate(wantedOf(draft, data.lanes, new Date()), { onSuccess: ready })}
        onCancel={list}
      />
    );
  if (shown.at === "change")
    return (
      <LinkForm
        from={draftOf(shown.link)}
        lanes={data.lanes}
        existing={{ hasPassword: shown.link.has_password }}
        error={change.error}
        pending={change.isPending}
        onSubmit={(draft) =>
          change.mutate(
            { id: shown.link.id, change: changeOf(draft, data.lanes, new Date()) },
            { onSuccess: list },
          )
        }
        onCancel={list}
      />
    );
  return (
    <div className={classes.sharing}>
      {made !== null && <MadeLinkCard made={made} onDone={() => setMade(null)} />}
      {made === null && <p className={classes.hint}>{t("dialog.lead")}</p>}
      {!data.reachable && (
        <p className={classes.local}>
          <IconInfoCircle size={18} aria-hidden="true" />
          <span>{t("dialog.local")}</span>
        </p>
      )}
      {made === null && (
        <Button
          leftSection={<IconPlus size={17} aria-hidden="true" />}
          onClick={() => setShown({ at: "new" })}
        >
          {t("dialog.new")}
        </Button>
      )}
      <LinkList
        links={data.links}
        onChange={(link) => {
          change.reset();
          setShown({ at: "change", link });
        }}
        onRenew={(link) => renew.mutate(link.id, { onSuccess: ready })}
        onRevoke={(link) => revoke.mutate(link.id, { onSuccess: () => setMade(null) })}
      />
      {[renew.error, revoke.error].map(
        (fault) =>
          fault !== null && (
            <ProblemNote
              key={fault.message}
              title={t("dialog.failed")}
              detail={fault instanceof ProblemError ? fault.detail : fault.message}
            />
          ),
      )}
    </div>
  );
}
