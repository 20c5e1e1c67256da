import { screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { Mapping } from "@/api";
import { answering, rendered } from "../../../tests/rendered";
import { DataPage } from "./DataPage";
import { ImportStep } from "./ImportStep";
import { LookStep } from "./LookStep";
import {
  answered,
  eventName,
  missingRoles,
  purposeOf,
  roleOf,
  withKind,
  withPurpose,
  withRole,
} from "./mapping";
import { filledRoles } from "./PreviewRows";
import { recordsOf, rowsOf } from "./putAside";

const MAPPING: Mapping = {
  roles: { customer_id: "who", event: "what", time: "when" },
  dates: "day_first",
  timezone: "UTC",
  encoding: "utf-8",
  separator: ";",
};

describe("a mapping corrected", () => {
  it("gives a role to one column only", () => {
    const moved = withRole(MAPPING, "action", "event");
    expect(moved.roles).toEqual({ customer_id: "who", time: "when", event: "action" });
    expect(roleOf(moved, "what")).toBeNull();
  });

  it("finds out the dates anew when the time is another column", () => {
    expect(withRole(MAPPING, "shipped", "time").dates).toBe("auto");
    expect(withRole(MAPPING, "shop", "channel").dates).toBe("day_first");
  });

  it("says what is still needed, and takes one name for all events", () => {
    const without = withRole(MAPPING, "what", null);
    expect(missingRoles(without)).toEqual(["event"]);
    expect(missingRoles({ ...without, constant_event: "order_placed" })).toEqual([]);
  });

  it("writes an answer where it belongs", () => {
    expect(answered(MAPPING, "dates", "month_first").dates).toBe("month_first");
    expect(answered(MAPPING, "customer_id", "account").roles.customer_id).toBe("account");
  });

  it("takes a column for a moment, and then no column for event and time of the row", () => {
    const moments = withPurpose(MAPPING, "order_approved_at", "moment");
    expect(moments.moments).toEqual({ order_approved_at: "order approved" });
    expect(moments.roles).toEqual({ customer_id: "who" });
    expect(missingRoles(moments)).toEqual([]);
    expect(purposeOf(moments, "order_approved_at")).toBe("moment");
    expect(missingRoles(withPurpose(moments, "order_approved_at", null))).toEqual(["event", "time"]);
    expect(eventName("Created At (UTC)")).toBe("created");
  });

  it("takes columns for answers, and asks for something said only", () => {
    const survey = withKind(MAPPING, "survey");
    expect(missingRoles(survey)).toEqual(["text"]);
    const answers = withPurpose(survey, "Q7", "answer:1-5");
    expect(answers.answers).toEqual({ Q7: "1-5" });
    expect(missingRoles(answers)).toEqual([]);
    expect(missingRoles(withPurpose(survey, "late", "answer:label"))).toEqual(["text"]);
    expect(withPurpose(answers, "Q7", "weight")).toMatchObject({ answers: {}, roles: { weight: "Q7" } });
  });

  it("reads another sheet anew", () => {
    expect(answered(MAPPING, "part", "Returns")).toMatchObject({ part: "Returns", roles: {}, dates: "auto" });
  });
});

describe("rows put aside", () => {
  it("reads quotes, line breaks in cells and doubled quotes", () => {
    expect(recordsOf('a,"b ""c""\nd",e\r\nf,g,h\n')).toEqual([
      ["a", 'b "c"\nd', "e"],
      ["f", "g", "h"],
    ]);
  });

  it("leaves out a record that is cut off, and takes columns by name", () => {
    expect(rowsOf("row,file,reason,raw\n7,a.csv,unreadable time,x\n9,a.cs")).toEqual([
      { file: "a.csv", row: "7", reason: "unreadable time" },
    ]);
  });
});

describe("the preview", () => {
  it("shows the necessary roles first, and only what any row fills", () => {
    expect(filledRoles([{ channel: "web", time: "t", event: "e", customer_id: "c", device: null }])).toEqual([
      "customer_id",
      "event",
      "time",
      "channel",
    ]);
  });

  const PREVIEW = {
    format: "csv",
    encoding: "utf-8",
    separator: ";",
    files: [{ name: "shop.csv", size: 1200 }],
    columns: [
      { name: "who", examples: ["K-1"], kind: "category", role: "customer_id", confidence: 0.9 },
      { name: "what", examples: ["cart"], kind: "category", role: "event", confidence: 0.4 },
      { name: "when", examples: ["03/04/2025"], kind: "time", role: "time", confidence: 0.9 },
    ],
    mapping: { ...MAPPING, dates: "auto" },
    questions: [
      {
        code: "dates",
        text: "Is it March or April?",
        needed: true,
        choices: [
          { value: "day_first", label: "Day first", example: "3 April" },
          { value: "month_first", label: "Month first", example: "4 March" },
        ],
      },
    ],
    notes: [],
    profiles: [],
    rows: [{ customer_id: "K-1", event: "cart", time: "2025-04-03T00:00:00+00:00" }],
    problems: [{ row: 9, reason: "unreadable time: 'soon'" }],
  };

  it("does not import before the question is answered, and sends the answer", async () => {
    const asked = answering({ "POST /api/imports/preview": PREVIEW });
    rendered(<LookStep uploads={["upl_1"]} onStarted={() => undefined} />);
    const start = await screen.findByRole("button", { name: "Import" });
    expect(start).toHaveProperty("disabled", true);
    expect(screen.getByText("please check")).toBeTruthy();
    expect(screen.getByText("unreadable time: 'soon'")).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: /Month first/ }));
    await waitFor(() => expect(asked).toHaveLength(2));
    expect(asked[1]?.body).toMatchObject({ uploads: ["upl_1"], mapping: { dates: "month_first" } });
  });

  it("starts the import with the mapping that was looked at", async () => {
    const job = { id: "job_1", kind: "import", state: "waiting" };
    const asked = answering({
      "POST /api/imports/preview": { ...PREVIEW, mapping: MAPPING, questions: [] },
      "POST /api/imports": job,
    });
    const started: string[] = [];
    rendered(<LookStep uploads={["upl_1"]} onStarted={(id) => started.push(id)} />);
    await userEvent.click(await screen.findByRole("button", { name: "Import" }));
    await waitFor(() => expect(started).toEqual(["job_1"]));
    expect(asked.at(-1)?.body).toMatchObject({ uploads: ["upl_1"], mapping: MAPPING, name: "shop.csv" });
  });

  const MOMENTS = {
    code: "moments",
    text: "A row of this table tells of several moments.",
    needed: false,
    choices: [
      { value: "paid_at", label: "paid", example: "2026-01-02" },
      { value: "sent_at", label: "sent", example: "2026-01-03" },
    ],
  };

  it("takes several moments of a row, and reads anew with them", async () => {
    const asked = answering({
      "POST /api/imports/preview": { ...PREVIEW, mapping: MAPPING, questions: [MOMENTS] },
    });
    rendered(<LookStep uploads={["upl_1"]} onStarted={() => undefined} />);
    await userEvent.click(await screen.findByRole("button", { name: "Take all of them" }));
    await waitFor(() => expect(asked).toHaveLength(2));
    const sent = { moments: { paid_at: "paid", sent_at: "sent" }, roles: { customer_id: "who" } };
    expect(asked[1]?.body).toMatchObject({ mapping: sent });
    expect(screen.getByRole("checkbox", { name: /paid_at/ })).toHaveProperty("checked", true);
  });

  it("offers the sheets of a workbook, and recognises the chosen one", async () => {
    const part = { ...MOMENTS, code: "part", text: "Which sheet of the workbook is to be read?" };
    const asked = answering({
      "POST /api/imports/preview": {
        ...PREVIEW,
        mapping: { ...MAPPING, part: "paid_at" },
        questions: [part],
      },
    });
    rendered(<LookStep uploads={["upl_1"]} onStarted={() => undefined} />);
    const chosen = await screen.findByRole("button", { name: /^paid/ });
    expect(chosen.getAttribute("aria-pressed")).toBe("true");
    await userEvent.click(screen.getByRole("button", { name: /^sent/ }));
    await waitFor(() => expect(asked).toHaveLength(2));
    expect(asked[1]?.body).toMatchObject({ mapping: { part: "sent_at", roles: {} } });
  });

  it("offers a remembered way of reading", async () => {
    const remembered = { ...MAPPING, separator: "|" };
    const asked = answering({
      "POST /api/imports/preview": { ...PREVIEW, profiles: [{ name: "Our shop", mapping: remembered }] },
    });
    rendered(<LookStep uploads={["upl_1"]} onStarted={() => undefined} />);
    await userEvent.click(await screen.findByRole("button", { name: "Read as “Our shop”" }));
    await waitFor(() => expect(asked).toHaveLength(2));
    expect(asked[1]?.body).toMatchObject({ mapping: remembered });
  });
});

const JOB = {
  id: "job_1",
  kind: "import",
  title: "shop.csv",
  stage: "Reading",
  done: 40,
  total: 100,
  started_at: null,
  finished_at: null,
  seconds_left: 12,
  error: null,
  result: null,
};

describe("an import", () => {
  it("shows how far it is and how long it still takes, and can be cancelled", async () => {
    const asked = answering({
      "GET /api/jobs/job_1": { ...JOB, state: "running" },
      "POST /api/jobs/job_1/cancel": { ...JOB, state: "cancelled" },
    });
    rendered(<ImportStep jobId="job_1" onAgain={() => undefined} />);
    expect(await screen.findByText(/40 of 100 · about 12 s left/)).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: "Cancel: shop.csv" }));
    expect(await screen.findByText(/The import was cancelled/)).toBeTruthy();
    expect(asked.some(({ method, path }) => method === "POST" && path.endsWith("/cancel"))).toBe(true);
  });

  it("accounts for every row when it is done", async () => {
    const result = { read: 600, kept: 580, put_aside: 0, duplicates: 20, customers: 90, source: "src_1" };
    answering({ "GET /api/jobs/job_1": { ...JOB, state: "done", result } });
    rendered(<ImportStep jobId="job_1" onAgain={() => undefined} />);
    expect(await screen.findByText("600 rows read = 580 kept + 0 put aside + 20 known already")).toBeTruthy();
    expect(screen.getByRole("link", { name: "Explore the journeys" }).getAttribute("href")).toBe(
      "/explore/overview",
    );
  });

  it("says why it failed, and that nothing was half kept", async () => {
    answering({ "GET /api/jobs/job_1": { ...JOB, state: "failed", error: "The file is empty." } });
    rendered(<ImportStep jobId="job_1" onAgain={() => undefined} />);
    expect(await screen.findByText(/The file is empty\. Nothing of this file is in the log/)).toBeTruthy();
  });
});

describe("the sources", () => {
  const SOURCE = {
    source: "src_1",
    name: "shop.csv",
    files: [{ name: "shop.csv", size: 2_000_000, sha256: "0" }],
    format: "csv",
    mapping: {},
    read: 600,
    kept: 580,
    put_aside: 20,
    duplicates: 0,
    customers: 90,
    first: "2025-01-01T00:00:00Z",
    last: "2025-02-01T00:00:00Z",
    at: "2025-03-01T00:00:00Z",
    state: "done",
    kind: "events",
  };

  it("teaches what to do while there are none", async () => {
    answering({
      "GET /api/sources": [],
      "GET /api/overview": { log: null, maps: [], sources: [], jobs: [] },
    });
    rendered(<DataPage />);
    expect(await screen.findByText("Start with a file of events")).toBeTruthy();
  });

  it("offers the rows put aside, and asks before it removes", async () => {
    const asked = answering({
      "GET /api/sources": [SOURCE],
      "GET /api/overview": { log: null, maps: [], sources: [], jobs: [] },
      "DELETE /api/sources/src_1": { ...JOB, state: "waiting" },
      "GET /api/jobs/job_1": { ...JOB, state: "running" },
    });
    rendered(<DataPage />);
    const link = await screen.findByRole("link", { name: "Rows put aside (CSV)" });
    expect(link.getAttribute("href")).toBe("/api/sources/src_1/put-aside.csv");
    await userEvent.click(screen.getByRole("button", { name: "Remove shop.csv" }));
    expect(asked.some(({ method }) => method === "DELETE")).toBe(false);
    const dialog = within(await screen.findByRole("dialog"));
    await userEvent.click(dialog.getByRole("button", { name: "Remove the source" }));
    await waitFor(() => expect(asked.some(({ method }) => method === "DELETE")).toBe(true));
  });
});
