import { Button, FileButton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import classes from "./Dialogs.module.css";
import { Trouble } from "./Trouble";
import { useCreateMap } from "./useCreateMap";

export function FromFile() {
  const { t } = useTranslation("maps");
  const create = useCreateMap();
  const read = async (file: File | null) => {
    if (file !== null) create.mutate({ yaml: await file.text() });
  };
  return (
    <div className={classes.form}>
      <p className={classes.lead}>{t("new.fileLead")}</p>
      <FileButton accept=".yaml,.yml,text/yaml" onChange={(file) => void read(file)}>
        {(props) => (
          <Button {...props} loading={create.isPending}>
            {t("new.fileChoose")}
          </Button>
        )}
      </FileButton>
      <Trouble error={create.error} />
    </div>
  );
}
