import { Button, NumberInput, TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { useCancelJob, useDraftMap, useJob, useOverview } from "@/api";
import { JobBar } from "@/ui/JobBar";
import { ProblemNote } from "@/ui/ProblemNote";
import classes from "./Dialogs.module.css";
import { Trouble } from "./Trouble";

const STEPS = { least: 4, most: 40, usual: 14 };

/** A first map, drafted by a job from what customers did. */
export function FromLog() {
  const { t } = useTranslation("maps");
  const overview = useOverview();
  const draft = useDraftMap();
  const cancel = useCancelJob();
  const [, navigate] = useLocation();
  const [title, setTitle] = useState("");
  const [steps, setSteps] = useState(STEPS.usual);
  const job = useJob(draft.data?.id ?? null).data ?? draft.data;
  const made = job?.state === "done" ? job.result?.map_id : undefined;
  useEffect(() => {
    if (typeof made === "string") navigate(`/maps/${made}`);
  }, [made, navigate]);
  if (overview.data?.log === null)
    return (
      <div className={classes.form}>
        <p className={classes.lead}>{t("new.draftNoLog")}</p>
        <Button component={Link} href="/data/import">
          {t("new.importLog")}
        </Button>
      </div>
    );
  if (job !== undefined && job.state !== "failed" && job.state !== "cancelled")
    return <JobBar {...job} secondsLeft={job.seconds_left} onCancel={() => cancel.mutate(job.id)} />;
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        draft.mutate(title.trim() === "" ? { steps } : { title: title.trim(), steps });
      }}
    >
      <p className={classes.lead}>{t("new.draftLead")}</p>
      {job?.state === "failed" && <ProblemNote title={job.title} detail={job.error ?? undefined} />}
      <TextInput
        label={t("new.draftTitle")}
        description={t("new.draftTitleHint")}
        maxLength={300}
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <NumberInput
        label={t("new.draftSteps")}
        min={STEPS.least}
        max={STEPS.most}
        allowDecimal={false}
        value={steps}
        onChange={(value) => typeof value === "number" && setSteps(value)}
      />
      <Trouble error={draft.error ?? overview.error} />
      <Button type="submit" loading={draft.isPending}>
        {t("new.draftStart")}
      </Button>
    </form>
  );
}
