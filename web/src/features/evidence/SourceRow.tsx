import { Anchor, Button, Group, Modal } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { isOver, type Source, useJob, useRefreshAfterJobs, useRemoveSource } from "@/api";
import { JobBar } from "@/ui/JobBar";
import { bytes, count, date, dateTime } from "@/ui/numbers";
import { CountsBar } from "./CountsBar";
import { RefreshButton } from "./RefreshButton";
import classes from "./SourceRow.module.css";

const sizeOf = (source: Source) => source.files.reduce((sum, file) => sum + file.size, 0);

/** One source, its rows as an exact bar, and what can be done with it. */
export function SourceRow({ source }: { source: Source }) {
  const { t } = useTranslation("evidence");
  const [asking, setAsking] = useState(false);
  const [jobId, setJobId] = useState<string | null>(null);
  const removal = useRemoveSource();
  const job = useJob(jobId).data;
  const refresh = useRefreshAfterJobs();

  useEffect(() => {
    if (job === undefined || !isOver(job)) return;
    setJobId(null);
    refresh();
  }, [job, refresh]);

  const remove = () => {
    setAsking(false);
    removal.mutate(source.source, {
      onSuccess: (started) => setJobId(started.id),
      onError: (error) =>
        notifications.show({ color: "barrier", title: t("sources.failed"), message: error.message }),
    });
  };
  return (
    <li className={classes.row}>
      <div className={classes.head}>
        <h3 className={classes.name}>{source.name}</h3>
        <p className={classes.meta}>
          {source.kind !== "events" && <span>{t(`kind.${source.kind}`, source.kind)}</span>}
          <span>{t(`sources.format.${source.format}`, source.format)}</span>
          <span>{bytes(sizeOf(source))}</span>
          {source.first !== null && (
            <span>{t("sources.span", { first: date(source.first), last: date(source.last) })}</span>
          )}
          <span>{t("sources.at", { at: dateTime(source.at) })}</span>
        </p>
      </div>
      <div className={classes.counts}>
        <CountsBar counts={source} />
        <p className={classes.meta}>
          <span>{t("sources.read", { formatted: count(source.read) })}</span>
          <span>{t("sources.customers", { formatted: count(source.customers) })}</span>
        </p>
      </div>
      {job !== undefined && jobId !== null ? (
        <JobBar {...job} secondsLeft={job.seconds_left} />
      ) : (
        <div className={classes.actions}>
          {source.put_aside > 0 && (
            <Anchor href={`/api/sources/${source.source}/put-aside.csv`} download>
              {t("sources.download")}
            </Anchor>
          )}
          <RefreshButton source={source} onStarted={setJobId} />
          <Button
            variant="subtle"
            color="barrier"
            size="compact-sm"
            loading={removal.isPending}
            aria-label={t("sources.removeNamed", { name: source.name })}
            onClick={() => setAsking(true)}
          >
            {t("sources.remove")}
          </Button>
        </div>
      )}
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        title={t("sources.removeTitle", { name: source.name })}
      >
        <p>{t("sources.removeLead", { formatted: count(source.kept) })}</p>
        <Group mt="lg" justify="flex-end">
          <Button variant="default" onClick={() => setAsking(false)} data-autofocus>
            {t("sources.cancel")}
          </Button>
          <Button color="barrier" onClick={remove}>
            {t("sources.removeConfirm")}
          </Button>
        </Group>
      </Modal>
    </li>
  );
}
