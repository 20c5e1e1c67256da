import { Button } from "@mantine/core";
import { IconMessagePlus, IconPrinter } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { ProblemError } from "@/api";
import { StillMap } from "@/live";
import { MapView, THE_MAP, useEditor } from "@/map-editor";
import { Mark } from "@/ui/Mark";
import { PageSkeleton } from "@/ui/PageSkeleton";
import { ProblemNote } from "@/ui/ProblemNote";
import { GuestForm } from "./GuestForm";
import { useGuestHost } from "./guestDesk";
import { PasswordDoor } from "./PasswordDoor";
import classes from "./Shared.module.css";
import { SharedDoor } from "./SharedDoor";
import { type Shared, useSharedMap } from "./useSharedMap";

export interface SharedPageProps {
  token: string;
  /** Shown in a frame on another site: the poster alone. */
  embedded?: boolean;
}

/** A map by a share link, for people without an account. */
export function SharedPage({ token, embedded = false }: SharedPageProps) {
  const { t } = useTranslation("sharing");
  const { data, error, refetch } = useSharedMap(token);
  const status = error instanceof ProblemError ? error.status : null;
  if (status === 404) return <SharedDoor title={t("door.gone")} lead={t("door.goneLead")} />;
  if (status === 401) return <PasswordDoor token={token} />;
  if (data !== undefined) return <Opened token={token} shared={data} embedded={embedded} />;
  if (error === null) return <PageSkeleton />;
  return (
    <SharedDoor title={t("door.trouble")} lead={t("door.troubleLead")}>
      <ProblemNote
        title={error.message}
        detail={error instanceof ProblemError ? error.detail : undefined}
        onRetry={() => void refetch()}
      />
    </SharedDoor>
  );
}

type OpenedProps = Required<SharedPageProps> & { shared: Shared };

function Opened({ token, shared, embedded }: OpenedProps) {
  const { t } = useTranslation("sharing");
  const mayComment = shared.permission === "comment" && !embedded;
  const { host, words } = useGuestHost(token, mayComment);
  return (
    <StillMap document={shared.document} role={mayComment ? "commenter" : "viewer"}>
      <main className={classes.page} data-embedded={embedded || undefined}>
        <MapView
          host={host}
          bare={embedded}
          actions={<Actions mayComment={mayComment} />}
          aside={mayComment ? <GuestForm token={token} words={words} /> : undefined}
          asideLabel={t("guest.title")}
          empty={<SharedDoor title={t("page.empty")} lead={t("page.emptyLead")} />}
        />
        {!embedded && (
          <footer className={classes.footer}>
            <Mark size={18} /> {t("page.made")}
          </footer>
        )}
      </main>
    </StillMap>
  );
}

function Actions({ mayComment }: { mayComment: boolean }) {
  const { t } = useTranslation("sharing");
  const { session } = useEditor();
  return (
    <>
      <Button
        variant="default"
        className={classes.print}
        leftSection={<IconPrinter size={17} aria-hidden="true" />}
        onClick={() => window.print()}
      >
        {t("page.print")}
      </Button>
      {mayComment && (
        <Button
          className={classes.onlyNarrow}
          leftSection={<IconMessagePlus size={17} aria-hidden="true" />}
          onClick={() => {
            session.select(THE_MAP);
            session.showPanel("comments");
          }}
        >
          {t("page.comment")}
        </Button>
      )}
    </>
  );
}
