import { NumberInput, SegmentedControl, Switch } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { FlowChart } from "@/charts/FlowChart";
import { count, percent } from "@/ui/numbers";
import { SectionSkeleton } from "@/ui/PageSkeleton";
import { useAnswer } from "./answers";
import { EventSelect } from "./EventSelect";
import { useEventWords } from "./eventWords";
import { FlowFinding } from "./FlowFinding";
import { useLog } from "./log";
import { flowQuestion, useParsed } from "./questions";
import { ViewFrame } from "./ViewFrame";

const isNumber = (value: string | number): value is number => typeof value === "number";

/** Where customers go, position by position. */
export function FlowView() {
  const { t } = useTranslation("journeys");
  const { colorOf } = useLog();
  const nameOf = useEventWords();
  const [question, change] = useParsed(flowQuestion);
  const { data, error, isPlaceholderData } = useAnswer("flow", question);
  const nodes = useMemo(
    () =>
      (data?.positions ?? []).flatMap(({ position, nodes: atPosition }) =>
        atPosition.map((node) => ({ position, ...node })),
      ),
    [data],
  );
  const columnLabel = (position: number) => {
    const n = Math.abs(position);
    if (n === 0) return data?.anchor ?? t(data?.direction === "before" ? "flow.end" : "flow.start");
    if (position < 0) return t("flow.minus", { n });
    return data?.anchor === null ? t("flow.event", { n: n + 1 }) : t("flow.plus", { n });
  };
  return (
    <ViewFrame
      kind="flow"
      question={question}
      heading={
        question.anchor === null
          ? t(question.direction === "before" ? "flow.headingEnd" : "flow.headingStart")
          : t(`flow.heading.${question.direction}`, { event: nameOf(question.anchor) })
      }
      finding={data === undefined ? "" : <FlowFinding result={data} />}
      help={t("flow.help")}
      result={data}
      error={error}
      stale={isPlaceholderData}
      controls={
        <>
          <EventSelect
            label={t("flow.anchor")}
            placeholder={t("flow.entry")}
            clearable
            value={question.anchor}
            onChange={(anchor) => change({ anchor })}
          />
          <SegmentedControl
            aria-label={t("flow.direction")}
            value={question.direction}
            onChange={(direction) => change({ direction: direction === "after" ? null : direction })}
            data={[
              { value: "before", label: t("flow.before") },
              { value: "both", label: t("flow.both") },
              { value: "after", label: t("flow.after") },
            ]}
          />
          <NumberInput
            label={t("flow.positions")}
            w="6rem"
            min={2}
            max={10}
            allowDecimal={false}
            value={question.positions}
            onChange={(value) => isNumber(value) && change({ positions: String(value) })}
          />
          <NumberInput
            label={t("flow.top")}
            w="8rem"
            min={1}
            max={20}
            allowDecimal={false}
            value={question.top}
            onChange={(value) => isNumber(value) && change({ top: String(value) })}
          />
          <Switch
            label={t("flow.collapse")}
            mb={8}
            checked={question.collapse}
            onChange={(event) => change({ collapse: event.currentTarget.checked ? "1" : null })}
          />
        </>
      }
    >
      {data === undefined && error === null && <SectionSkeleton />}
      {data !== undefined && (
        <FlowChart
          nodes={nodes}
          links={data.links}
          label={t("flow.graphLabel", { columns: data.positions.length })}
          nodeLabel={(node) =>
            t("flow.node", { customers: count(node.customers), share: percent(node.share) })
          }
          linkLabel={(link) =>
            t("flow.link", {
              from: nameOf(link.from),
              to: nameOf(link.to),
              customers: count(link.customers),
            })
          }
          columnLabel={columnLabel}
          nameOf={nameOf}
          colorOf={colorOf}
        />
      )}
    </ViewFrame>
  );
}
