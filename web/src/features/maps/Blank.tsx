import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import classes from "./Dialogs.module.css";
import { Trouble } from "./Trouble";
import { useCreateMap } from "./useCreateMap";

export function Blank() {
  const { t } = useTranslation("maps");
  const [title, setTitle] = useState("");
  const create = useCreateMap();
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate({ title: title.trim() === "" ? t("new.untitled") : title.trim() });
      }}
    >
      <p className={classes.lead}>{t("new.blankLead")}</p>
      <TextInput
        label={t("new.blankTitle")}
        placeholder={t("new.untitled")}
        maxLength={300}
        value={title}
        data-autofocus
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <Trouble error={create.error} />
      <Button type="submit" loading={create.isPending}>
        {t("new.blankStart")}
      </Button>
    </form>
  );
}
