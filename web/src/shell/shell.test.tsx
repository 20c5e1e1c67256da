import { fireEvent, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { problemOf } from "@/api/problem";
import { schemeVariables } from "@/ui/tokens";
import { answering, rendered } from "../../tests/rendered";
import { CommandPalette, matching } from "./CommandPalette";
import { Gate } from "./Gate";
import { JobTray } from "./JobTray";
import { useShellCommands } from "./useShellCommands";

const run = () => undefined;

const write = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } });

function Shell() {
  useShellCommands();
  return <CommandPalette />;
}

describe("commands", () => {
  it("are found by any of their words, and only while enabled", () => {
    const commands = [
      { id: "a", label: "Draft a map", group: "Do", run },
      { id: "b", label: "Maps", group: "Go to", run },
      { id: "c", label: "Remove map", enabled: false, run },
    ];
    expect(matching(commands, "map").map(({ id }) => id)).toEqual(["a", "b"]);
    expect(matching(commands, "go map").map(({ id }) => id)).toEqual(["b"]);
  });

  it("run from the palette with the keyboard alone", async () => {
    rendered(<Shell />);
    await userEvent.keyboard("{Control>}k{/Control}");
    await userEvent.type(await screen.findByLabelText("Find a command"), "import{Enter}");
    expect(window.location.pathname).toBe("/data/import");
  });
});

describe("the gate", () => {
  it("shows the sign-in page to whom the server does not know", async () => {
    answering({
      "GET /api/session": Response.json(
        { type: "not-signed-in", title: "Sign in.", status: 401 },
        { status: 401 },
      ),
    });
    rendered(<Gate />);
    expect(await screen.findByRole("heading", { name: "Sign in" })).toBeTruthy();
  });

  it("takes the setup token from behind the #, and sends it once", async () => {
    window.history.replaceState(null, "", "/setup#token=abc123");
    const asked = answering({ "GET /api/setup": { needed: true }, "POST /api/setup": {} });
    rendered(<Gate />);
    write(await screen.findByLabelText(/Your name/), "Robin Example");
    write(screen.getByLabelText(/E-mail/), "robin@example.org");
    write(screen.getByLabelText(/Password/), "four words in a row");
    await userEvent.click(screen.getByRole("button", { name: "Make the account" }));
    await waitFor(() => expect(asked.some(({ method }) => method === "POST")).toBe(true));
    expect(asked.find(({ method }) => method === "POST")?.body).toEqual({
      token: "abc123",
      name: "Robin Example",
      email: "robin@example.org",
      password: "four words in a row",
    });
  });
});

describe("the job tray", () => {
  it("counts what runs, and offers what came of what is over", async () => {
    const job = {
      kind: "import",
      stage: "",
      done: 1,
      total: 4,
      started_at: null,
      finished_at: null,
      seconds_left: null,
      error: null,
      result: null,
    };
    answering({
      "GET /api/jobs": [
        { ...job, id: "job_2", title: "autumn.csv", state: "running" },
        { ...job, id: "job_1", title: "Map as PDF", kind: "render", state: "done" },
      ],
    });
    rendered(<JobTray />);
    await userEvent.click(await screen.findByRole("button", { name: "1 job is running" }));
    expect(await screen.findByText("1 of 4")).toBeTruthy();
    expect(screen.getByRole("link", { name: "Download" }).getAttribute("href")).toBe("/api/jobs/job_1/file");
  });
});

describe("refusals", () => {
  it("are read whatever their body looks like", async () => {
    const problem = await problemOf(
      Response.json(
        { type: "https://example.org/empty-log", title: "Empty", detail: "Import first." },
        { status: 409 },
      ),
    );
    expect(problem).toMatchObject({
      title: "Empty",
      detail: "Import first.",
      status: 409,
      code: "empty-log",
    });
    expect(await problemOf(new Response("<html>", { status: 502 }))).toMatchObject({
      title: "The server answered 502.",
      status: 502,
    });
  });
});

/** WCAG 2.2 relative luminance. */
function luminance(color: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

describe("the tokens", () => {
  it.each(["light", "dark"] as const)("keep text readable in the %s scheme", (scheme) => {
    const variables = schemeVariables(scheme);
    const color = (name: string) => variables[`--sj-${name}`] ?? "";
    for (const ground of ["paper", "surface", "sunken"])
      for (const text of ["ink", "muted", "accent", "barrier"])
        expect([ground, text, contrast(color(ground), color(text)) >= 4.5]).toEqual([ground, text, true]);
    expect(contrast(color("accent"), color("accent-ink"))).toBeGreaterThanOrEqual(4.5);
    for (let stage = 0; stage < 8; stage += 1)
      expect(contrast(color(`stage-${stage}-tint`), color(`stage-${stage}-ink`))).toBeGreaterThanOrEqual(4.5);
  });
});
