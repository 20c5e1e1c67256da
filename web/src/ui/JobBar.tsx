import { Button, Progress } from "@mantine/core";
import { useTranslation } from "react-i18next";
import classes from "./JobBar.module.css";
import { count, span } from "./numbers";

export interface JobBarProps {
  title: string;
  state: "waiting" | "running" | "done" | "failed" | "cancelled";
  stage: string;
  done: number;
  /** None while it cannot be told. */
  total: number | null;
  secondsLeft: number | null;
  onCancel?: () => void;
}

/** Long work in progress: what it is doing, how far it is, how long it still takes. */
export function JobBar(props: JobBarProps) {
  const { title, state, stage, done, secondsLeft, onCancel } = props;
  const total = props.total ?? 0;
  const { t } = useTranslation("ui");
  const running = state === "running" || state === "waiting";
  const share = total > 0 ? Math.min(100, (100 * done) / total) : state === "done" ? 100 : 0;
  return (
    <div className={classes.job}>
      <div className={classes.head}>
        <span className={classes.title}>{title}</span>
        {running && onCancel !== undefined && (
          <Button
            size="compact-sm"
            variant="subtle"
            onClick={onCancel}
            aria-label={t("job.cancelNamed", { title })}
          >
            {t("job.cancel")}
          </Button>
        )}
      </div>
      <Progress
        value={running && total === 0 ? 100 : share}
        striped={running && total === 0}
        animated={running && total === 0}
        size={6}
        color={state === "failed" ? "barrier" : "accent"}
        aria-label={title}
      />
      <div className={classes.foot} aria-live="polite">
        <span>{state === "waiting" ? t("job.waiting") : running ? stage : t(`job.state.${state}`)}</span>
        <span>
          {running && total > 0 && t("job.of", { done: count(done), total: count(total) })}
          {running &&
            secondsLeft !== null &&
            ` · ${t("job.left", { time: span(Math.max(1, Math.round(secondsLeft))) })}`}
        </span>
      </div>
    </div>
  );
}
