import { Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "./ProblemNote.module.css";

export interface ProblemNoteProps {
  /** What went wrong. */
  title: string;
  /** What was found and what to do. */
  detail?: string;
  onRetry?: () => void;
}

/** A refusal as people need it: what is wrong, and what to do. */
export function ProblemNote({ title, detail, onRetry }: ProblemNoteProps) {
  const { t } = useTranslation("ui");
  return (
    <div role="alert" className={classes.note}>
      <IconAlertTriangle size={20} aria-hidden="true" className={classes.icon} />
      <div className={classes.text}>
        <strong>{title}</strong>
        {detail !== undefined && detail !== "" && <p>{detail}</p>}
      </div>
      {onRetry !== undefined && (
        <Button size="xs" variant="default" onClick={onRetry}>
          {t("problem.retry")}
        </Button>
      )}
    </div>
  );
}
