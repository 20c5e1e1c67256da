import { Button } from "@mantine/core";
import { useLive, useLiveState } from "@/live";
import { changesOf, type Json } from "@/map-model";
import { useEditor } from "../context";
import classes from "./Refusals.module.css";

const isText = (value: Json): value is string => typeof value === "string" && value.trim() !== "";
const WORDS = new Set(["text", "title", "description", "recommendation", "name"]);

/** Edits that the server refused: why, and the words in them, so that nothing written is lost. */
export function Refusals() {
  const live = useLive();
  const { t } = useEditor();
  const refusals = useLiveState((state) => state.refusals);
  if (refusals.length === 0) return null;
  return (
    <div role="alert" className={classes.note}>
      <strong>{t("refused.title", { count: refusals.length })}</strong>
      <ul className={classes.list}>
        {refusals.map(({ operation, detail }) => {
          const words = changesOf(operation).flatMap((change) => {
            const fields = change.do === "add" ? change.record : change.do === "set" ? change.fields : {};
            return Object.entries(fields).flatMap(([name, value]) =>
              WORDS.has(name) && isText(value) ? [value] : [],
            );
          });
          return (
            <li key={operation.id}>
              {detail}
              {words.map((word) => (
                <q key={word} className={classes.words}>
                  {word}
                </q>
              ))}
            </li>
          );
        })}
      </ul>
      <Button size="xs" variant="default" onClick={() => live.dismissRefusals()}>
        {t("refused.dismiss")}
      </Button>
    </div>
  );
}
