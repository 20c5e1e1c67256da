import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import "@/i18n";
import { LiveMap, LiveProvider } from "@/live";
import { FakeServer, MemoryStorage } from "@/live/fake-server";
import { documentFrom } from "@/map-model";
import { CommandsProvider } from "@/ui/commands";
import type { EditorHost } from "./context";
import { MapEditor } from "./MapEditor";
import { problemOfFile } from "./pictures";

const card = (id: string, lane: string, more: object) => ({ id, lane, step: "stp_1", order: "a0", ...more });
const MAP = documentFrom({
  map: { id: "map_x", title: "Tea at Fernhill" },
  personas: { per_a: { id: "per_a", order: "a0", name: "Ada Sample" } },
  stages: { stg_a: { id: "stg_a", order: "a0", title: "Choose" } },
  steps: {
    stp_1: { id: "stp_1", stage: "stg_a", order: "a0", title: "Smell" },
    stp_2: { id: "stp_2", stage: "stg_a", order: "a1", title: "Taste" },
  },
  lanes: {
    lan_meet: { id: "lan_meet", order: "a0", kind: "touchpoints", title: "Touchpoints" },
    lan_feel: { id: "lan_feel", order: "a1", kind: "emotion", title: "Emotions" },
    lan_size: { id: "lan_size", order: "a2", kind: "metrics", title: "Metrics" },
    lan_show: { id: "lan_show", order: "a3", kind: "images", title: "Pictures" },
  },
  cards: {
    crd_meet: card("crd_meet", "lan_meet", { text: "The tin", place: "offline" }),
    crd_feel: card("crd_feel", "lan_feel", { emotion: 0.5 }),
    crd_size: card("crd_size", "lan_size", { text: "Sold", value: 12, unit: "tins" }),
    crd_show: card("crd_show", "lan_show", { text: "The shelf" }),
  },
});

beforeEach(() => {
  vi.stubGlobal(
    "matchMedia",
    (query: string) =>
      ({ matches: false, media: query, addEventListener: vi.fn(), removeEventListener: vi.fn() }) as unknown,
  );
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
});
// What browsers have and jsdom lacks: Mantine's growing text fields listen to fonts, dragging captures the pointer.
Object.defineProperty(document, "fonts", { value: new EventTarget() });
HTMLElement.prototype.setPointerCapture = () => undefined;
Element.prototype.scrollIntoView = () => undefined;

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

async function open(host: Partial<EditorHost> = {}) {
  const server = new FakeServer(MAP);
  const live = await LiveMap.open({
    mapId: "map_x",
    transport: server.transport(),
    local: new MemoryStorage(),
    session: new MemoryStorage(),
  });
  const whole: EditorHost = { events: [], tell: vi.fn(), measure: vi.fn(), ...host };
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={new QueryClient()}>
        <CommandsProvider>
          <LiveProvider live={live}>
            <MapEditor host={whole} dialogs={() => null} />
          </LiveProvider>
        </CommandsProvider>
      </QueryClientProvider>
    </MantineProvider>,
  );
  const user = userEvent.setup();
  const find = (target: string) => {
    const element = document.querySelector<HTMLElement>(`[data-target="${target}"]`);
    if (element === null) throw new Error(`Nothing on the map is ${target}.`);
    return element;
  };
  const select = async (target: string) => {
    await user.click(find(target));
    act(() => find(target).focus());
  };
  const cards = () => live.getState().document.cards;
  return { live, user, find, select, cards, tell: whole.tell };
}

describe("the emotion curve", () => {
  test("a digit gives a point one of the five faces", async () => {
    const { user, select, cards } = await open();
    await select("card:crd_feel");
    await user.keyboard("1");
    expect(cards().crd_feel?.emotion).toBe(-1);
    await user.keyboard("4");
    expect(cards().crd_feel?.emotion).toBe(0.5);
  });
  test("a click into an empty cell sets a point at its height", async () => {
    const { find, cards } = await open();
    fireEvent.click(find("cell:lan_feel/stp_2"), { clientY: 34 });
    const added = Object.values(cards()).filter(({ step }) => step === "stp_2");
    expect(added.map(({ emotion }) => emotion)).toEqual([1]);
  });
  test("one stroke of the pen is one edit, taken back as one", async () => {
    const { user, find, live, cards } = await open();
    await user.click(screen.getByRole("button", { name: "Draw" }));
    const pad = find("lane:lan_feel").parentElement?.querySelector("[class*='pad']");
    if (!(pad instanceof HTMLElement)) throw new Error("There is no sheet to draw on.");
    fireEvent.pointerDown(pad, { button: 0, clientX: 20, clientY: 174 });
    fireEvent.pointerMove(pad, { clientX: 200, clientY: 104 });
    fireEvent.pointerMove(pad, { clientX: 400, clientY: 34 });
    fireEvent.pointerUp(pad);
    const drawn = () => Object.values(cards()).filter(({ lane }) => lane === "lan_feel");
    expect(drawn().length).toBe(2);
    expect(drawn().find(({ step }) => step === "stp_1")?.emotion).toBeLessThan(0);
    expect(drawn().find(({ step }) => step === "stp_2")?.emotion).toBeGreaterThan(0);
    act(() => void live.undo());
    expect(drawn().map(({ emotion }) => emotion)).toEqual([0.5]);
  });
});

describe("links between steps", () => {
  test("are made by keyboard, read on the map and in the details, and removed", async () => {
    const { user, select, live, find } = await open();
    const links = () => Object.values(live.getState().document.links);
    await select("step:stp_2");
    await user.keyboard("{Alt>}k{/Alt}");
    const dialog = await screen.findByRole("dialog", { name: "Link to a step" });
    await user.click(within(dialog).getByRole("combobox", { name: /From “Taste” to/ }));
    await user.click(await screen.findByRole("option", { name: "Smell" }));
    await user.type(within(dialog).getByRole("textbox", { name: "When, or why" }), "Too bitter");
    await user.click(within(dialog).getByRole("button", { name: "Add the link" }));
    expect(links().map(({ source, target, kind, title }) => [source, target, kind, title])).toEqual([
      ["stp_2", "stp_1", "loop", "Too bitter"],
    ]);
    expect(screen.getByRole("button", { name: "Loop from “Taste” to “Smell”: Too bitter" })).toBeTruthy();
    await select("step:stp_1");
    await user.click(
      await screen.findByRole("button", { name: "Customers come back from “Taste”: Too bitter" }),
    );
    act(() => find(`link:${links()[0]?.id}`).focus());
    await user.keyboard("{Delete}");
    expect(links()).toEqual([]);
  });
});

describe("the details", () => {
  test("of a touchpoint say who the channel is and that it should go", async () => {
    const { user, select, cards } = await open();
    await select("card:crd_meet");
    await user.click(await screen.findByRole("checkbox", { name: "Unnecessary: should go" }));
    await user.click(screen.getByRole("button", { name: "More" }));
    await user.type(screen.getByRole("combobox", { name: "Person who is the channel" }), "Nell Sampler");
    await user.tab();
    expect(cards().crd_meet).toMatchObject({ unnecessary: true, person: "Nell Sampler" });
    expect(screen.getAllByText("Should go").length).toBe(1);
  });
  test("take links to the web and to mail, and no others", async () => {
    const { user, select, cards } = await open();
    await select("card:crd_meet");
    await user.click(await screen.findByRole("button", { name: "More" }));
    const address = screen.getByRole("textbox", { name: "Address" });
    await user.type(address, "javascript:alert(1)");
    await user.click(screen.getByRole("button", { name: "Add a link" }));
    expect(cards().crd_meet?.links).toEqual([]);
    expect(screen.getByText(/A link begins with/)).toBeTruthy();
    await user.clear(address);
    await user.type(address, "example.org/tins");
    await user.click(screen.getByRole("button", { name: "Add a link" }));
    expect(cards().crd_meet?.links).toEqual([{ url: "https://example.org/tins", title: "" }]);
    const [shown] = screen.getAllByRole("link", { name: /example\.org\/tins/ });
    expect(shown?.getAttribute("rel")).toContain("noopener");
  });
  test("of a measure set its value and unit", async () => {
    const { user, select, cards, find } = await open();
    await select("card:crd_size");
    const value = await screen.findByRole("textbox", { name: "Value" });
    await user.clear(value);
    await user.type(value, "7.5");
    expect(cards().crd_size?.value).toBe(7.5);
    expect(find("card:crd_size").textContent).toContain("7.5 tins");
  });
  test("of a step say how it ends and which map it opens", async () => {
    const opened = vi.fn();
    const maps = { all: [{ id: "map_y", title: "Brewing in detail" }], open: opened };
    const { user, select, live, find } = await open({ maps });
    await select("step:stp_1");
    await user.click(await screen.findByRole("checkbox", { name: /may switch/ }));
    await user.click(screen.getByRole("button", { name: "More" }));
    await user.click(screen.getByRole("combobox", { name: "Opens the map" }));
    await user.click(await screen.findByRole("option", { name: "Brewing in detail" }));
    expect(live.getState().document.steps.stp_1).toMatchObject({ may_switch: true, opens: "map_y" });
    await user.click(within(find("step:stp_1")).getByRole("button", { name: /Brewing in detail/ }));
    expect(opened).toHaveBeenCalledWith("map_y");
  });
});

describe("pictures", () => {
  const picture = (type: string, size = 3) => new File([new Uint8Array(size)], "shelf.png", { type });
  test("are stored, shown with their words, and refused in words", async () => {
    const store = vi.fn(async () => "img_shelf1");
    const { user, select, cards, find } = await open({
      pictures: { address: (id) => `/pictures/${id}`, store },
    });
    await select("card:crd_show");
    const chooser = within(find("card:crd_show")).getByRole("button", { name: "Choose a picture" });
    const input = chooser.parentElement?.querySelector("input[type=file]");
    if (!(input instanceof HTMLInputElement)) throw new Error("There is no field for a file.");
    await user.upload(input, picture("image/png"));
    await vi.waitFor(() => expect(cards().crd_show?.image).toBe("img_shelf1"));
    expect(within(find("card:crd_show")).getByRole("img").getAttribute("alt")).toBe("The shelf");
  });
  test("a refusal of the server is told", async () => {
    const store = vi.fn(async () => {
      throw new Error("The picture is broken.");
    });
    const { user, find } = await open({ pictures: { address: (id) => id, store } });
    const input = find("card:crd_show").querySelector("input[type=file]");
    if (!(input instanceof HTMLInputElement)) throw new Error("There is no field for a file.");
    await user.upload(input, picture("image/png"));
    expect((await within(find("card:crd_show")).findByRole("alert")).textContent).toBe(
      "The picture is broken.",
    );
  });
  test("files that are none are known before they are sent", () => {
    expect(
      [
        picture("image/png"),
        picture("image/svg+xml"),
        picture("image/png", 0),
        picture("image/png", 11e6),
      ].map(problemOfFile),
    ).toEqual([null, "type", "empty", "size"]);
  });
});
