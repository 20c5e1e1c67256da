import { type ReactNode, useRef } from "react";
import { useTranslation } from "react-i18next";
import { ProblemError } from "@/api";
import { ProblemNote } from "@/ui/ProblemNote";
import type { Kind } from "./answers";
import { CompareLink } from "./compare/CompareLink";
import { ExportMenu } from "./ExportMenu";
import classes from "./ViewFrame.module.css";

export interface ViewFrameProps {
  /** Which kind of question; exported files are named for it. */
  kind: Kind;
  /** Its parameters, for the files. */
  question: object;
  /** The question in words. */
  heading: string;
  /** What the numbers say, in one sentence; empty while there is no answer. */
  finding: ReactNode;
  /** How the numbers are counted. */
  help: string;
  result: object | undefined;
  error: Error | null;
  stale?: boolean;
  controls?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** What all views have in common: the question, what came out, how it is counted, the numbers as files. */
export function ViewFrame(props: ViewFrameProps) {
  const { kind, question, heading, finding, help, result, error, stale = false, controls, actions } = props;
  const { t } = useTranslation("journeys");
  const said = useRef<HTMLParagraphElement>(null);
  return (
    <div className={classes.view}>
      <header className={classes.head}>
        <div>
          <h2 className={classes.heading}>{heading}</h2>
          <p ref={said} className={classes.finding} aria-live="polite">
            {finding}
          </p>
        </div>
        <div className={classes.actions}>
          {actions}
          <CompareLink kind={kind} question={question} />
          <ExportMenu
            kind={kind}
            question={question}
            disabled={result === undefined}
            words={() => ({ heading, finding: said.current?.textContent ?? "", counted: help })}
          />
        </div>
      </header>
      {controls !== undefined && <div className={classes.controls}>{controls}</div>}
      {error !== null && (
        <ProblemNote title={error.message} detail={error instanceof ProblemError ? error.detail : ""} />
      )}
      <div className={classes.body} data-stale={stale || undefined} aria-busy={stale}>
        {props.children}
      </div>
      <details className={classes.help}>
        <summary>{t("counted")}</summary>
        <p>{help}</p>
      </details>
    </div>
  );
}
