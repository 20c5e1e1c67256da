import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "wouter";
import { Page } from "@/ui/Page";
import { FilesStep } from "./FilesStep";
import classes from "./ImportPage.module.css";
import { ImportStep } from "./ImportStep";
import { LookStep } from "./LookStep";

const STEPS = ["files", "columns", "import"] as const;
type StepName = (typeof STEPS)[number];

/** Files → columns → import. Where one stands is in the address, so a reload loses nothing. */
export function ImportPage() {
  const { t } = useTranslation("evidence");
  const [search, setSearch] = useSearchParams();
  const [round, setRound] = useState(0);
  const uploads = search.getAll("upload");
  const job = search.get("job");
  const step: StepName = job !== null ? "import" : uploads.length > 0 ? "columns" : "files";
  const restart = () => {
    setRound((before) => before + 1);
    setSearch({});
  };
  return (
    <Page
      title={t("wizard.title")}
      lead={t("wizard.lead")}
      actions={
        step === "columns" && (
          <Button variant="default" onClick={restart}>
            {t("wizard.again")}
          </Button>
        )
      }
    >
      <Steps current={step} />
      {step === "files" && (
        <FilesStep
          key={round}
          onUploaded={(ids) => setSearch(new URLSearchParams(ids.map((id) => ["upload", id])))}
        />
      )}
      {step === "columns" && <LookStep uploads={uploads} onStarted={(id) => setSearch({ job: id })} />}
      {job !== null && <ImportStep jobId={job} onAgain={restart} />}
    </Page>
  );
}

function Steps({ current }: { current: StepName }) {
  const { t } = useTranslation("evidence");
  const at = STEPS.indexOf(current);
  return (
    <ol className={classes.steps} aria-label={t("wizard.steps")}>
      {STEPS.map((step, index) => (
        <li
          key={step}
          className={classes.step}
          data-done={index < at || undefined}
          aria-current={step === current ? "step" : undefined}
        >
          {t(`wizard.step.${step}`)}
        </li>
      ))}
    </ol>
  );
}
