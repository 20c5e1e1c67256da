/** The log that every view of this page asks: its events, and one colour for each. */
import { createContext, useContext, useMemo } from "react";
import type { EventsResult } from "@/api";
import { type EventColor, eventColors } from "@/charts/eventColors";

export interface Log {
  result: EventsResult;
  colorOf: (event: string) => EventColor;
}

export const LogContext = createContext<Log | null>(null);

export function useLogValue(result: EventsResult | undefined): Log | null {
  return useMemo(
    () =>
      result === undefined ? null : { result, colorOf: eventColors(result.names.map((name) => name.event)) },
    [result],
  );
}

export function useLog(): Log {
  const log = useContext(LogContext);
  if (log === null)
    throw new Error("A view of the log is drawn outside <LogContext>; draw it in ExplorePage.");
  return log;
}
