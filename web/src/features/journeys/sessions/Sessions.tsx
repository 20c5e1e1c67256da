import { useTranslation } from "react-i18next";
import { BandLine, type Line } from "@/charts/BandLine";
import { HeatTable } from "@/charts/HeatTable";
import { Figures } from "@/ui/Figures";
import { count, percent, percentTick, span } from "@/ui/numbers";
import type { Answer } from "../answers";
import { EventName } from "../EventName";
import { useLog } from "../log";
import { Part } from "../Part";
import { ShareList } from "../ShareList";
import sections from "../sections.module.css";

type Result = Answer<"sessions">;

export function Sessions({ result }: { result: Result }) {
  const { t } = useTranslation("journeys");
  return (
    <div className={sections.parts}>
      <Figures
        figures={[
          { value: count(result.sessions), name: t("sessions.sessions") },
          { value: count(result.sessions_per_customer.median), name: t("sessions.perCustomer") },
          { value: count(result.events_per_session.median), name: t("sessions.perSession") },
          { value: span(result.length.median_seconds), name: t("sessions.length") },
          { value: span(result.pause.median_seconds), name: t("sessions.pause") },
        ]}
      />
      <Again result={result} />
      <Matrix result={result} />
      <div className={sections.beside}>
        <Ends title={t("sessions.entries")} ends={result.entries} />
        <Ends title={t("sessions.exits")} ends={result.exits} />
      </div>
    </div>
  );
}

function Again({ result }: { result: Result }) {
  const { t } = useTranslation("journeys");
  const lines: Line[] = [
    {
      name: t("sessions.came"),
      color: "var(--sj-accent)",
      points: result.by_number.map((one) => ({
        x: one.number,
        value: one.share,
        low: one.low,
        high: one.high,
      })),
    },
  ];
  if (result.goal !== null)
    lines.push({
      name: t("sessions.converted", { goal: result.goal }),
      color: "var(--sj-stage-4-base)",
      dashed: true,
      points: result.by_number.map((one) => ({
        x: one.number,
        value: one.conversion ?? 0,
        low: one.conversion_low,
        high: one.conversion_high,
      })),
    });
  return (
    <Part title={t("sessions.againTitle")} lead={t("sessions.againLead")}>
      <BandLine
        lines={lines}
        label={t("sessions.againTitle")}
        xLabel={(number) => t("sessions.number", { number })}
        yLabel={percentTick}
        pointLabel={({ value, low, high }) =>
          t("sessions.point", {
            share: percent(value),
            low: percent(low ?? value),
            high: percent(high ?? value),
          })
        }
        hint={t("sessions.readHint")}
        xTicks={result.by_number.map((one) => one.number)}
        most={1}
      />
    </Part>
  );
}

function Matrix({ result }: { result: Result }) {
  const { t } = useTranslation("journeys");
  const events = result.matrix[0]?.cells.map((cell) => cell.event) ?? [];
  return (
    <Part title={t("sessions.matrixTitle")} lead={t("sessions.matrixLead")}>
      <HeatTable
        caption={t("sessions.matrixTitle")}
        corner={t("sessions.session")}
        columns={events.map((event) => ({ key: event, name: event }))}
        rows={result.matrix.map((row) => ({
          key: String(row.number),
          name: t("sessions.number", { number: row.number }),
          size: t("n", { n: count(row.customers) }),
          cells: row.cells.map((cell) => ({
            value: cell.share,
            text: percent(cell.share),
            detail: t("sessions.cell", {
              event: cell.event,
              customers: count(cell.customers),
              all: count(row.customers),
            }),
          })),
        }))}
        domain={[0, 1]}
        noneLabel={t("sessions.none")}
      />
    </Part>
  );
}

function Ends({ title, ends }: { title: string; ends: Result["entries"] }) {
  const { t } = useTranslation("journeys");
  const { colorOf } = useLog();
  return (
    <ShareList
      title={title}
      shares={ends.map((end) => ({
        key: end.event,
        name: <EventName event={end.event} />,
        share: end.share,
        detail: t("sessions.end", { sessions: count(end.sessions) }),
        color: colorOf(end.event).base,
      }))}
    />
  );
}
