import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconRoute } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { isOver, useDraftMap, useJob } from "@/api";

/** Drafts a map from the log, and opens it when it is ready. */
export function DraftMapButton() {
  const { t } = useTranslation("journeys");
  const [, navigate] = useLocation();
  const [jobId, setJobId] = useState<string | null>(null);
  const job = useJob(jobId).data;
  const draft = useDraftMap();

  useEffect(() => {
    if (job === undefined || !isOver(job)) return;
    setJobId(null);
    const mapId = job.result?.map_id;
    if (job.state === "done" && typeof mapId === "string") navigate(`/maps/${mapId}`);
  }, [job, navigate]);

  const start = () =>
    draft.mutate(
      {},
      {
        onSuccess: (started) => {
          setJobId(started.id);
          notifications.show({ title: t("draft.started"), message: t("draft.startedDetail") });
        },
        onError: (error) =>
          notifications.show({ color: "barrier", title: t("draft.failed"), message: error.message }),
      },
    );
  return (
    <Button leftSection={<IconRoute size={18} />} loading={draft.isPending || jobId !== null} onClick={start}>
      {t("draft.long")}
    </Button>
  );
}
