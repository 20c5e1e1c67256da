import { screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { answering, rendered } from "../../../tests/rendered";
import { changeOf, draftOf, newDraft, sitesIn, wantedOf } from "./draft";
import type { LaneChoice, ShareLink } from "./queries";
import { ShareDialog } from "./ShareDialog";
import { SharedPage } from "./SharedPage";
import { WorkspaceLinks } from "./WorkspaceLinks";

// What browsers have and jsdom lacks: Mantine's growing text fields listen to fonts.
Object.defineProperty(document, "fonts", { value: new EventTarget() });

const LANES: LaneChoice[] = [
  { id: "lan_do", title: "Actions", kind: "actions", usual: true },
  { id: "lan_who", title: "Responsible", kind: "responsible", usual: false },
];
const LINK: ShareLink = {
  id: "shr_1",
  label: "Board",
  permission: "comment",
  state: "open",
  lanes: ["lan_do"],
  has_password: true,
  embed: [],
  created_by: "Olive Owner",
  created_at: "2026-11-01T10:00:00Z",
  expires_at: "2026-12-01T10:00:00Z",
  revoked_at: null,
  visits: 12,
  last_visit_at: "2026-11-20T10:00:00Z",
};
const LINKS = "/api/maps/map_x/links";
const NOW = new Date("2026-11-22T12:00:00Z");
const TOKEN = "a-token-of-a-link-that-nobody-guesses";
const problem = (status: number) =>
  Response.json({ type: "x", title: "No", status, detail: "No." }, { status });

const dialog = () => rendered(<ShareDialog map="map_x" opened onClose={() => undefined} />);

describe("the choices of a link", () => {
  it("shows what is not internal, for 30 days, without password and frames", () => {
    expect(wantedOf(newDraft(LANES), LANES, NOW)).toEqual({
      permission: "view",
      label: "",
      lanes: ["lan_do"],
      password: null,
      expires_at: "2026-12-22T12:00:00.000Z",
      embed: [],
    });
  });

  it("keeps end and password of a link that is there, unless another is chosen", () => {
    const draft = draftOf(LINK);
    expect(changeOf(draft, LANES, NOW)).toEqual({
      permission: "comment",
      label: "Board",
      lanes: ["lan_do"],
      embed: [],
    });
    expect(changeOf({ ...draft, withoutPassword: true }, LANES, NOW)).toHaveProperty("password", null);
    expect(changeOf({ ...draft, end: "never" }, LANES, NOW)).toHaveProperty("expires_at", null);
  });

  it("reads sites as they are pasted", () => {
    expect(sitesIn("https://Example.org/a/page?x, shop.example.org\nhttps://example.org")).toEqual([
      "https://example.org",
      "https://shop.example.org",
    ]);
    expect(sitesIn(" ")).toEqual(["*"]);
  });
});

describe("sharing", () => {
  it("makes a link and shows its address once", async () => {
    const made = { link: LINK, url: "https://x.example/s/abc", embed_url: "https://x.example/embed/abc" };
    const asked = answering({
      [`GET ${LINKS}`]: { links: [], lanes: LANES, reachable: true },
      [`POST ${LINKS}`]: Response.json(made, { status: 201 }),
    });
    dialog();
    await userEvent.click(await screen.findByRole("button", { name: "New link" }));
    await userEvent.type(screen.getByLabelText(/For whom/), "Board");
    await userEvent.click(screen.getByText("What they see"));
    await userEvent.click(screen.getByLabelText(/Responsible/));
    await userEvent.click(screen.getByRole("button", { name: "Make the link" }));
    expect(await screen.findByRole("textbox", { name: "Address" })).toHaveProperty("value", made.url);
    const posted = asked.find(({ method }) => method === "POST");
    expect(posted?.body).toMatchObject({ label: "Board", lanes: ["lan_do", "lan_who"], permission: "view" });
  });

  it("says which lanes guests do not see, before anybody looks for them", async () => {
    answering({ [`GET ${LINKS}`]: { links: [], lanes: LANES, reachable: true } });
    dialog();
    await userEvent.click(await screen.findByRole("button", { name: "New link" }));
    expect(screen.getByText("Hidden from guests: Responsible")).toBeInstanceOf(HTMLElement);
    await userEvent.click(screen.getByText("What they see"));
    await userEvent.click(screen.getByLabelText(/Responsible/));
    expect(screen.queryByText(/Hidden from guests/)).toBeNull();
  });

  it("lists the links of all maps, and asks before one is revoked", async () => {
    const rows = [{ map_id: "map_x", map_title: "Buying at Larkspur", link: LINK }];
    const asked = answering({
      "GET /api/links": rows,
      [`DELETE ${LINKS}/shr_1`]: new Response(null, { status: 204 }),
    });
    rendered(<WorkspaceLinks />);
    expect((await screen.findByRole("link", { name: "Buying at Larkspur" })).getAttribute("href")).toBe(
      "/maps/map_x",
    );
    expect(screen.getByText(/made by Olive Owner/)).toBeInstanceOf(HTMLElement);
    await userEvent.click(screen.getByRole("button", { name: "Revoke “Board”" }));
    expect(asked.some(({ method }) => method === "DELETE")).toBe(false);
    await userEvent.click(screen.getByRole("button", { name: "Revoke the link" }));
    await waitFor(() => expect(asked.some(({ method }) => method === "DELETE")).toBe(true));
  });

  it("tells whoever may not see all links where theirs are", async () => {
    answering({ "GET /api/links": problem(403) });
    rendered(<WorkspaceLinks />);
    expect(await screen.findByText(/Owners and admins see every link/)).toBeInstanceOf(HTMLElement);
  });

  it("says what a link allows, and asks before it is revoked", async () => {
    const asked = answering({
      [`GET ${LINKS}`]: { links: [LINK], lanes: LANES, reachable: true },
      [`DELETE ${LINKS}/shr_1`]: new Response(null, { status: 204 }),
    });
    dialog();
    expect(await screen.findByText("to read and comment · ends 1 Dec 2026 · with a password")).toBeInstanceOf(
      HTMLElement,
    );
    expect(screen.getByText("opened 12 times, last 20 Nov 2026 · made by Olive Owner")).toBeInstanceOf(
      HTMLElement,
    );
    await userEvent.click(screen.getByRole("button", { name: "Revoke “Board”" }));
    const sure = screen.getByRole("alertdialog");
    expect(asked.some(({ method }) => method === "DELETE")).toBe(false);
    await userEvent.click(within(sure).getByRole("button", { name: "Revoke the link" }));
    await waitFor(() => expect(asked.some(({ method }) => method === "DELETE")).toBe(true));
  });

  it("tells that others cannot reach this server", async () => {
    answering({ [`GET ${LINKS}`]: { links: [], lanes: LANES, reachable: false } });
    dialog();
    expect(await screen.findByText(/listens to this computer alone/)).toBeInstanceOf(HTMLElement);
  });

  it("says who shares to those who may not", async () => {
    answering({ [`GET ${LINKS}`]: problem(403) });
    dialog();
    expect(await screen.findByText(/Editors share maps/)).toBeInstanceOf(HTMLElement);
  });
});

const MAP = {
  schema_version: 1,
  map: { id: "map_shared", title: "Tea at Fernhill" },
  personas: {},
  stages: { stg_a: { id: "stg_a", order: "a0", title: "Choose", description: "", color: null } },
  steps: { stp_1: { id: "stp_1", stage: "stg_a", order: "a0", title: "Smell" } },
  lanes: { lan_do: { id: "lan_do", order: "a0", kind: "actions", title: "Actions" } },
  cards: { crd_a: { id: "crd_a", lane: "lan_do", step: "stp_1", order: "a0", text: "Opens the tin" } },
  links: {},
};
const shared = (permission: string) =>
  Response.json({ permission, document: MAP }, { headers: { ETag: '"one"' } });
const SHARED = `/api/shared/${TOKEN}`;

describe("a shared map", () => {
  it("is read without an account, and offers nothing to write", async () => {
    const asked = answering({ [`GET ${SHARED}`]: shared("view") });
    rendered(<SharedPage token={TOKEN} />);
    expect(await screen.findByRole("heading", { name: "Tea at Fernhill" })).toBeInstanceOf(HTMLElement);
    expect(screen.getByText("Opens the tin")).toBeInstanceOf(HTMLElement);
    expect(screen.getByRole("grid").getAttribute("aria-readonly")).toBe("true");
    expect(screen.queryByRole("button", { name: "Send" })).toBeNull();
    expect(new Set(asked.map(({ path }) => path))).toEqual(new Set([SHARED]));
  });

  it("takes a guest's words about what is selected", async () => {
    const asked = answering({
      [`GET ${SHARED}`]: shared("comment"),
      [`POST ${SHARED}/comments`]: new Response(null, { status: 204 }),
    });
    rendered(<SharedPage token={TOKEN} />);
    await userEvent.click(await screen.findByText("Opens the tin"));
    await userEvent.type(screen.getByLabelText(/Your words/), "Nice tin.");
    await userEvent.type(screen.getByLabelText(/Your name/), "Gail");
    await userEvent.click(screen.getByRole("button", { name: "Send" }));
    expect(await screen.findByText(/Thank you/)).toBeInstanceOf(HTMLElement);
    const posted = asked.find(({ method }) => method === "POST");
    expect(posted?.body).toEqual({ name: "Gail", text: "Nice tin.", target: "card:crd_a" });
  });

  it("asks for the password first", async () => {
    const answers: Record<string, unknown> = {
      [`GET ${SHARED}`]: problem(401),
      [`POST ${SHARED}/unlock`]: new Response(null, { status: 204 }),
    };
    answering(answers);
    rendered(<SharedPage token={TOKEN} />);
    await userEvent.type(await screen.findByLabelText(/Password/, { selector: "input" }), "larch and lichen");
    answers[`GET ${SHARED}`] = shared("view");
    await userEvent.click(screen.getByRole("button", { name: "Open the map" }));
    expect(await screen.findByText("Opens the tin")).toBeInstanceOf(HTMLElement);
  });

  it("is gone as soon as the link ends", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const answers: Record<string, unknown> = { [`GET ${SHARED}`]: shared("view") };
    answering(answers);
    rendered(<SharedPage token={TOKEN} />);
    await screen.findByText("Opens the tin");
    answers[`GET ${SHARED}`] = problem(404);
    await vi.advanceTimersByTimeAsync(5_100);
    vi.useRealTimers();
    expect(await screen.findByRole("heading", { name: "This link no longer works" })).toBeInstanceOf(
      HTMLElement,
    );
    expect(screen.queryByText("Opens the tin")).toBeNull();
  });
});
