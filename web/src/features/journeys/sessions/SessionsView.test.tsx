import { screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { answering, rendered } from "../../../../tests/rendered";
import type { Answer } from "../answers";
import { LogContext } from "../log";
import { SessionsView } from "./SessionsView";

const counts = { n: 3, mean: 2, median: 2, p90: 3, most: 3, counts: [] };
const times = {
  n: 3,
  median_seconds: 60,
  median_low: null,
  median_high: null,
  p90_seconds: 90,
  mean_seconds: 60,
  max_seconds: 90,
};
const RESULT: Answer<"sessions"> = {
  customers: 2,
  events: 9,
  sessions: 3,
  gap_seconds: 1_800,
  goal: "order_placed",
  sessions_per_customer: counts,
  events_per_session: counts,
  length: times,
  pause: { ...times, median_seconds: 86_400 },
  bounced: 1,
  bounce_share: 1 / 3,
  bounce_low: 0.1,
  bounce_high: 0.8,
  entries: [{ event: "visit", sessions: 3, share: 1 }],
  exits: [{ event: "order_placed", sessions: 1, share: 1 / 3 }],
  by_number: [
    {
      number: 1,
      customers: 2,
      share: 1,
      low: 0.4,
      high: 1,
      converted: 1,
      conversion: 0.5,
      conversion_low: 0.1,
      conversion_high: 0.9,
      first_converted: 1,
    },
  ],
  matrix: [{ number: 1, customers: 2, cells: [{ event: "visit", customers: 2, share: 1 }] }],
};
const LOG = {
  result: {
    events: 9,
    customers: 2,
    event_names: 2,
    first: "2025-01-01T00:00:00Z",
    last: "2025-01-02T00:00:00Z",
    names: [
      { event: "visit", count: 8, customers: 2 },
      { event: "order_placed", count: 1, customers: 1 },
    ],
  },
  colorOf: () => ({ base: "black", tint: "white", ink: "black" }),
};

describe("sessions", () => {
  it("ask about the likely goal of whoever is selected, and say what came out", async () => {
    window.history.replaceState(null, "", "/explore/sessions?segment=did+visit");
    const asked = answering({ "POST /api/journeys/sessions": RESULT });
    rendered(
      <LogContext value={LOG}>
        <SessionsView />
      </LogContext>,
    );
    expect(await screen.findByText(/3 sessions; half of the customers came 2 times or more/)).toBeTruthy();
    expect(asked[0]?.body).toMatchObject({ goal: "order_placed", gap: "30m", segment: "did visit" });
    expect(screen.getByRole("cell", { name: "100 %" })).toBeTruthy();
  });

  it("ask without a goal once it is cleared", async () => {
    const asked = answering({ "POST /api/journeys/sessions": RESULT });
    window.history.replaceState(null, "", "/explore/sessions?goal=");
    rendered(
      <LogContext value={LOG}>
        <SessionsView />
      </LogContext>,
    );
    await waitFor(() => expect(asked[0]?.body).toMatchObject({ goal: null }));
  });

  it("read the curve with the keyboard", async () => {
    answering({ "POST /api/journeys/sessions": RESULT });
    rendered(
      <LogContext value={LOG}>
        <SessionsView />
      </LogContext>,
    );
    (await screen.findByRole("slider")).focus();
    await userEvent.keyboard("{ArrowRight}");
    expect(screen.getByText(/1\.: came so often 100 % \(40\.0 %–100 %\)/)).toBeTruthy();
  });
});
