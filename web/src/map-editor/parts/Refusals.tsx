import { Button, CopyButton } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { type Refusal, useLive, useLiveState } from "@/live";
import { changesOf, isMergedText, type Json } from "@/map-model";
import { useEditor } from "../context";
import classes from "./Refusals.module.css";
import { Standing } from "./Standing";

const isText = (value: Json): value is string => typeof value === "string" && value.trim() !== "";

/** Browsers give the clipboard to pages on secure addresses only; elsewhere a click selects the words. */
const MAY_COPY = "clipboard" in navigator;

/** The words in an edit, as they were typed. */
function wordsOf({ operation }: Refusal): readonly string[] {
  const words = changesOf(operation).flatMap((change) => {
    const fields = change.do === "add" ? change.record : change.do === "set" ? change.fields : {};
    return Object.entries(fields).flatMap(([name, value]) =>
      isMergedText(change.table, name) && isText(value) ? [value] : [],
    );
  });
  return [...new Set(words)];
}

/** Edits that do not stand on the map: why, and the words in them, so that nothing written is lost. */
export function Refusals() {
  const refusals = useLiveState((state) => state.refusals);
  return (
    <>
      <Standing />
      {refusals.length > 0 && <Kept refusals={refusals} />}
    </>
  );
}

function Kept({ refusals }: { refusals: readonly Refusal[] }) {
  const live = useLive();
  const { t } = useEditor();
  const waits = refusals.every(({ code }) => code === "not_allowed");
  const all = refusals.flatMap(wordsOf).join("\n");
  return (
    <div role="alert" className={classes.note}>
      <strong>{t(waits ? "refused.waits" : "refused.title", { count: refusals.length })}</strong>
      <ul className={classes.list}>
        {refusals.map((refusal) => (
          <li key={refusal.operation.id}>
            {refusal.detail}
            {wordsOf(refusal).map((words) => (
              <q key={words} className={classes.words}>
                {words}
              </q>
            ))}
          </li>
        ))}
      </ul>
      <div className={classes.actions}>
        {all !== "" && MAY_COPY && (
          <CopyButton value={all}>
            {({ copied, copy }) => (
              <Button
                size="xs"
                variant="default"
                leftSection={
                  copied ? (
                    <IconCheck size={15} aria-hidden="true" />
                  ) : (
                    <IconCopy size={15} aria-hidden="true" />
                  )
                }
                onClick={copy}
              >
                {t(copied ? "refused.copied" : "refused.copy")}
              </Button>
            )}
          </CopyButton>
        )}
        <Button size="xs" variant="default" onClick={() => live.dismissRefusals()}>
          {t(waits ? "refused.drop" : "refused.dismiss")}
        </Button>
      </div>
    </div>
  );
}
