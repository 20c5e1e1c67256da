import { Button, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, type Ref, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { ProblemError } from "@/api";
import { ProblemNote } from "@/ui/ProblemNote";
import classes from "./Shared.module.css";
import { useSelectedThing } from "./selectedThing";
import { useGuestComment } from "./useSharedMap";

const LONGEST_NAME = 80;
const LONGEST_TEXT = 5000;

export interface GuestFormProps {
  token: string;
  /** Where the words are written. */
  words: Ref<HTMLTextAreaElement>;
}

/** What a guest thinks of something on the map, sent to the team. */
export function GuestForm({ token, words }: GuestFormProps) {
  const { t } = useTranslation("sharing");
  const id = useId();
  const about = useSelectedThing();
  const [name, setName] = useState("");
  const [text, setText] = useState("");
  const send = useGuestComment(token);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send.mutate({ name, text, target: about.target }, { onSuccess: () => setText("") });
  };
  return (
    <form className={classes.comment} onSubmit={submit} aria-labelledby={id}>
      <h2 id={id} className={classes.heading}>
        {t("guest.title")}
      </h2>
      <p className={classes.hint}>{t("guest.lead")}</p>
      <p className={classes.about} aria-live="polite">
        <span>{t("guest.about")}</span> <strong>{about.name}</strong>
      </p>
      <Textarea
        ref={words}
        label={t("guest.words")}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        autosize
        minRows={4}
        maxRows={12}
        maxLength={LONGEST_TEXT}
        required
        data-autofocus
      />
      <TextInput
        label={t("guest.name")}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        maxLength={LONGEST_NAME}
        autoComplete="name"
        required
      />
      {send.error instanceof ProblemError && (
        <ProblemNote title={send.error.title} detail={send.error.detail} />
      )}
      <Button type="submit" loading={send.isPending} disabled={name.trim() === "" || text.trim() === ""}>
        {t("guest.send")}
      </Button>
      <p role="status" className={classes.thanks}>
        {send.isSuccess && text === "" ? t("guest.thanks") : ""}
      </p>
    </form>
  );
}
