import { Button, Menu } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ProblemError } from "@/api";
import { ProblemNote } from "@/ui/ProblemNote";
import { type Rows, saveFile, toCsv } from "./exports";
import classes from "./ViewFrame.module.css";

export interface ViewFrameProps {
  /** The name of the exported files. */
  name: string;
  /** What the numbers add up to, in one line. */
  sum: string;
  /** How the numbers are counted. */
  help: string;
  rows: () => Rows;
  result: object | undefined;
  error: Error | null;
  stale?: boolean;
  controls?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** What all views have in common: the question, the sum, the explanation, the numbers as files. */
export function ViewFrame(props: ViewFrameProps) {
  const { name, sum, help, rows, result, error, stale = false, controls, actions, children } = props;
  const { t } = useTranslation("journeys");
  return (
    <div className={classes.view}>
      {controls !== undefined && <div className={classes.controls}>{controls}</div>}
      <div className={classes.line}>
        <p className={classes.sum} aria-live="polite">
          {sum}
        </p>
        <div className={classes.actions}>
          {actions}
          <Menu position="bottom-end" withinPortal>
            <Menu.Target>
              <Button
                variant="subtle"
                size="compact-md"
                disabled={result === undefined}
                leftSection={<IconDownload size={16} />}
              >
                {t("export.label")}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => saveFile(`${name}.csv`, "text/csv", toCsv(rows()))}>
                {t("export.csv")}
              </Menu.Item>
              <Menu.Item
                onClick={() =>
                  saveFile(`${name}.json`, "application/json", `${JSON.stringify(result, null, 2)}\n`)
                }
              >
                {t("export.json")}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </div>
      </div>
      {error !== null && (
        <ProblemNote title={error.message} detail={error instanceof ProblemError ? error.detail : ""} />
      )}
      <div className={classes.body} data-stale={stale || undefined} aria-busy={stale}>
        {children}
      </div>
      <details className={classes.help}>
        <summary>{t("counted")}</summary>
        <p>{help}</p>
      </details>
    </div>
  );
}
