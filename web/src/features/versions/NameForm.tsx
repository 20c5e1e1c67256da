import { Button, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { ProblemError } from "@/api";
import { useEditor } from "@/map-editor";
import { useChangeVersion, useNameVersion, type Version } from "./queries";
import classes from "./Versions.module.css";
import { useVersionsDesk } from "./VersionsDesk";

const LONGEST_NAME = 200;
const LONGEST_NOTE = 5_000;

/** Gives a name to the map as it is shown, or another to a version. */
export function NameForm({ version, onDone }: { version?: Version; onDone: () => void }) {
  const { t } = useTranslation("versions");
  const { map, live, shown } = useVersionsDesk();
  const { host } = useEditor();
  const [name, setName] = useState(version?.name ?? "");
  const [note, setNote] = useState(version?.note ?? "");
  const make = useNameVersion(map);
  const change = useChangeVersion(map);
  const error = make.error ?? change.error;
  const isSaved = live.getState().unsent === 0;
  const save = (event: FormEvent) => {
    event.preventDefault();
    const onSuccess = () => {
      host.tell(t("name.saved", { name: name.trim() }));
      onDone();
    };
    if (version !== undefined) change.mutate({ id: version.id, name, note }, { onSuccess });
    else make.mutate({ name, note, seq: shown.mode === "look" ? shown.state.seq : null }, { onSuccess });
  };
  return (
    <form className={classes.form} onSubmit={save} onKeyDown={(event) => event.key === "Escape" && onDone()}>
      <TextInput
        data-autofocus
        autoFocus
        required
        size="sm"
        label={t("name.label")}
        placeholder={t("name.placeholder")}
        maxLength={LONGEST_NAME}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Textarea
        size="sm"
        autosize
        minRows={2}
        maxRows={8}
        label={t("name.note")}
        placeholder={t("name.notePlaceholder")}
        maxLength={LONGEST_NOTE}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      {error !== null && (
        <p role="alert" className={classes.fault}>
          {error instanceof ProblemError ? `${error.title} ${error.detail}` : error.message}
        </p>
      )}
      <div className={classes.acts}>
        <Button
          type="submit"
          size="xs"
          disabled={name.trim() === "" || !isSaved}
          loading={make.isPending || change.isPending}
        >
          {t("name.save")}
        </Button>
        <Button size="xs" variant="default" onClick={onDone}>
          {t("name.cancel")}
        </Button>
      </div>
    </form>
  );
}
