import { useTranslation } from "react-i18next";
import { useFunnel } from "@/api";
import { count } from "@/ui/numbers";
import { FunnelBuilder } from "./FunnelBuilder";
import { FunnelChart } from "./FunnelChart";
import { FunnelEmpty } from "./FunnelEmpty";
import classes from "./FunnelView.module.css";
import { funnelQuestion, useParsed } from "./questions";
import { StepsToMapButton } from "./StepsToMapButton";
import { ViewFrame } from "./ViewFrame";

/** How many customers get how far along an ordered list of events. */
export function FunnelView() {
  const { t } = useTranslation("journeys");
  const [question, change] = useParsed(funnelQuestion);
  const ready = question.steps.length >= 2;
  const { data, error, isPlaceholderData } = useFunnel(question, ready);
  const result = ready ? data : undefined;
  const converted = result?.steps.at(-1)?.reached ?? 0;
  return (
    <ViewFrame
      name="funnel"
      sum={
        result === undefined
          ? ""
          : t("funnel.sum", {
              customers: count(result.customers),
              reached: count(converted),
              left: count(result.customers - converted),
            })
      }
      help={t("funnel.help")}
      result={result}
      error={ready ? error : null}
      stale={isPlaceholderData && ready}
      rows={() => [
        ["step", "event", "reached", "share", "low", "high", "share_of_previous", "median_seconds"],
        ...(result?.steps ?? []).map((step, index) => [
          index + 1,
          step.event,
          step.reached,
          step.share,
          step.low,
          step.high,
          step.share_of_previous,
          step.median_seconds,
        ]),
      ]}
      actions={ready && <StepsToMapButton steps={question.steps} />}
    >
      <div className={classes.split}>
        <FunnelBuilder
          steps={question.steps}
          within={question.within ?? null}
          onSteps={(steps) => change({ step: steps })}
          onWithin={(within) => change({ within })}
        />
        <div>
          {!ready && <FunnelEmpty chosen={question.steps.length} onChoose={(step) => change({ step })} />}
          {result !== undefined && <FunnelChart result={result} />}
        </div>
      </div>
    </ViewFrame>
  );
}
