import { screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { Transition } from "@/api";
import { answering, rendered } from "../../../tests/rendered";
import { ExplorePage } from "./ExplorePage";
import { moved } from "./FunnelBuilder";
import { lastDays } from "./PeriodPicker";
import { changed, durationsQuestion, flowQuestion, funnelQuestion, numberIn } from "./questions";
import { completions } from "./segments";
import { selectionIn } from "./selection";
import { stepsOperation, titleOf } from "./stepsOperation";
import { viewAt, viewsOf } from "./transitionViews";

describe("the question in the address", () => {
  it("reads a funnel, and leaves out a window that is none", () => {
    expect(funnelQuestion(new URLSearchParams("step=a&step=b%0Ac&within=7d&order=strict&without=d"))).toEqual(
      {
        steps: ["a", ["b", "c"]],
        within: "7d",
        order: "strict",
        without: ["d"],
        by: [],
      },
    );
    expect(funnelQuestion(new URLSearchParams("step=a&within=soon")).within).toBeNull();
  });

  it("keeps a flow's numbers within their limits", () => {
    const question = flowQuestion(new URLSearchParams("positions=99&top=0&direction=before&collapse=1"));
    expect(question).toEqual({
      anchor: null,
      direction: "before",
      occurrence: "first",
      positions: 10,
      top: 1,
      collapse: true,
    });
    expect(numberIn("x", 6, [2, 10])).toBe(6);
  });

  it("changes one thing and keeps the others", () => {
    const before = new URLSearchParams("step=a&step=b&within=7d");
    expect(changed(before, { step: ["b", "c"] }).toString()).toBe("within=7d&step=b&step=c");
    expect(changed(before, { within: null }).toString()).toBe("step=a&step=b");
  });

  it("reads the two ends of a span", () => {
    expect(durationsQuestion(new URLSearchParams("from=a"))).toEqual({
      start: "a",
      end: null,
      by: null,
    });
  });
});

describe("a funnel's steps", () => {
  it("move by one place and stay at the ends", () => {
    expect(moved(["a", "b", "c"], 2, -1)).toEqual(["a", "c", "b"]);
    expect(moved(["a", "b", "c"], 2, 1)).toEqual(["a", "b", "c"]);
    expect(moved(["a", "b", "c"], 0, -1)).toEqual(["a", "b", "c"]);
  });

  it("become a stage with bound steps in their order, after the stages that are there", () => {
    const operation = stepsOperation(["site_visited", "order_placed"], {
      stage: "From the funnel",
      after: ["a2", "a1"],
    });
    const [stage, ...steps] = operation.operations;
    expect(stage?.record).toMatchObject({ title: "From the funnel" });
    expect((stage?.record.order ?? "") > "a2").toBe(true);
    expect(steps.map((step) => step.record)).toMatchObject([
      { title: "Site visited", events: ["site_visited"], stage: stage?.record.id },
      { title: "Order placed", events: ["order_placed"], stage: stage?.record.id },
    ]);
    expect((steps[0]?.record.order ?? "") < (steps[1]?.record.order ?? "")).toBe(true);
    for (const one of operation.operations) expect(one.record.id).toMatch(/^(stg|stp)_[0-9a-z]{16}$/);
  });

  it("get titles that can be read", () => {
    expect(titleOf("order_placed")).toBe("Order placed");
    expect(titleOf("A_SUBMITTED")).toBe("A_SUBMITTED");
  });
});

const EVENTS = {
  events: 14,
  customers: 6,
  event_names: 2,
  first: "2025-01-01T00:00:00Z",
  last: "2025-02-01T00:00:00Z",
  names: [
    { event: "visit", count: 9, customers: 6 },
    { event: "buy", count: 5, customers: 3 },
  ],
};
const NO_WORDS = { keywords: [], events: [], columns: [], segments: [] };
const SELECTION = {
  "GET /api/journeys/segments": [],
  "GET /api/journeys/segments/vocabulary": NO_WORDS,
};
const FUNNEL = {
  customers: 6,
  within_seconds: null,
  order: "any-between",
  segments: [],
  differences: [],
  histogram: [],
  steps: [
    {
      event: "visit",
      events: ["visit"],
      reached: 6,
      share: 1,
      low: 0.61,
      high: 1,
      share_of_previous: 1,
      previous_low: 0.61,
      previous_high: 1,
      median_seconds: 0,
      p90_seconds: 0,
    },
    {
      event: "buy",
      events: ["buy"],
      reached: 3,
      share: 0.5,
      low: 0.19,
      high: 0.81,
      share_of_previous: 0.5,
      previous_low: 0.19,
      previous_high: 0.81,
      median_seconds: 90,
      p90_seconds: 100,
    },
  ],
  left: [{ after: "visit", customers: 3, next: [{ event: "(left)", customers: 3, share: 1 }] }],
};

describe("the selection", () => {
  const words = {
    keywords: ["did", "within"],
    events: [{ name: "cart added", written: '"cart added"', count: 3 }],
    columns: [
      { name: "channel", kind: "text" as const, values: [{ name: "app", written: "app", count: 2 }] },
    ],
    segments: [],
  };

  it("is read from the address, empty values being none", () => {
    expect(selectionIn(new URLSearchParams("segment=did+buy&since=&step=a"))).toEqual({
      segment: "did buy",
      since: null,
      until: null,
    });
  });

  it("completes the last word, with the values of a column after its sign", () => {
    expect(completions("not d", words)).toEqual(["not did", 'not "cart added"']);
    expect(completions("channel = ", words)).toEqual(["channel = app"]);
    expect(completions("channel in (web, a", words)).toEqual(["channel in (web, app"]);
  });

  it("counts the last days of the log, its last day included", () => {
    expect(lastDays("2025-03-31T10:00:00Z", 30)).toEqual({ since: "2025-03-02T00:00:00Z", until: null });
  });
});

describe("the views of transitions", () => {
  const way = (from: string, to: string, view: number, cover: number) => ({ from, to, view, cover });
  it("go from the main road to everything by what they cover", () => {
    const views = viewsOf([
      way("(start)", "a", 1, 0.5),
      way("a", "b", 2, 0.8),
      way("b", "a", 3, 1),
    ] as unknown as Transition[]);
    expect(viewAt(views, 0).number).toBe(1);
    expect(viewAt(views, 0.5).number).toBe(2);
    expect(viewAt(views, 1).number).toBe(3);
  });
});

describe("Explore", () => {
  it("shows every event with its customers and share", async () => {
    answering({ "POST /api/journeys/events": EVENTS, ...SELECTION });
    rendered(<ExplorePage view="overview" />);
    expect(await screen.findByText(/6 customers had 14 events of 2 kinds/)).toBeTruthy();
    const row = (await screen.findByRole("link", { name: "buy" })).closest("tr");
    expect(row?.textContent).toContain("50.0 %");
    await userEvent.type(screen.getByLabelText("Find an event"), "vis");
    expect(screen.queryByRole("link", { name: "buy" })).toBeNull();
  });

  it("teaches what to do while the log is empty", async () => {
    const problem = Response.json(
      { type: "empty-log", title: "The log is empty.", status: 409 },
      { status: 409 },
    );
    answering({ "POST /api/journeys/events": problem });
    rendered(<ExplorePage view="overview" />);
    expect(await screen.findByText("There are no journeys yet")).toBeTruthy();
  });

  it("asks the funnel that the address names, and adds it up", async () => {
    window.history.replaceState(null, "", "/explore/funnel?step=visit&step=buy&within=7d");
    const asked = answering({
      "POST /api/journeys/events": EVENTS,
      "POST /api/journeys/funnel": FUNNEL,
      ...SELECTION,
    });
    rendered(<ExplorePage view="funnel" />);
    expect(await screen.findByText(/3 of 6 customers \(50.0 %\) went all the way/)).toBeTruthy();
    expect(asked.find(({ path }) => path.endsWith("/funnel"))?.body).toEqual({
      steps: ["visit", "buy"],
      within: "7d",
      order: "any-between",
      without: [],
      by: [],
      segment: null,
      since: null,
      until: null,
    });
    expect(screen.getByText("1 min 30 s after the first step (median; 90 % within 1 min 40 s)")).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: "Move step 2 up" }));
    await waitFor(() => expect(window.location.search).toBe("?within=7d&step=buy&step=visit"));
  });

  it("says what the server refused", async () => {
    window.history.replaceState(null, "", "/explore/funnel?step=visit&step=buyy");
    const detail = "Did you mean 'buy'?";
    answering({
      "POST /api/journeys/events": EVENTS,
      ...SELECTION,
      "POST /api/journeys/funnel": Response.json(
        { type: "unknown-event", title: "The log has no event 'buyy'.", detail, status: 422 },
        { status: 422 },
      ),
    });
    rendered(<ExplorePage view="funnel" />);
    expect(await screen.findByText(detail)).toBeTruthy();
  });
});
