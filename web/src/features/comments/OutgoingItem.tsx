import { Button } from "@mantine/core";
import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { useDesk } from "./DeskContext";
import { type Person, typed } from "./mentions";
import type { Outgoing } from "./outbox";
import classes from "./Thread.module.css";

/** A comment on its way: being sent, waiting for the server, or refused with its words at hand. */
export function OutgoingItem({ outgoing, people }: { outgoing: Outgoing; people: readonly Person[] }) {
  const { t } = useTranslation("comments");
  const { outbox, drafts } = useDesk();
  const waits = useSyncExternalStore(outbox.subscribe, outbox.isWaiting);
  const words = typed(outgoing.text, people);
  const takeBack = () => {
    const place = outgoing.thread ?? outgoing.target;
    const draft = drafts.read(place);
    drafts.keep(place, draft === "" ? words : `${draft}\n${words}`);
    outbox.take(outgoing.id);
  };
  return (
    <li className={classes.outgoing} data-refused={outgoing.refusal !== null || undefined}>
      <p className={classes.words}>{words}</p>
      <div className={classes.held} role="status">
        <span>
          {outgoing.refusal === null
            ? t(waits ? "outgoing.waits" : "outgoing.sending")
            : t("outgoing.refused", { reason: outgoing.refusal })}
        </span>
        {outgoing.refusal === null && waits && (
          <Button size="compact-sm" variant="light" onClick={() => outbox.sendNow()}>
            {t("outgoing.again")}
          </Button>
        )}
        {outgoing.refusal !== null && (
          <Button size="compact-sm" variant="light" onClick={takeBack}>
            {t("outgoing.change")}
          </Button>
        )}
      </div>
    </li>
  );
}
