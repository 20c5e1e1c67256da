import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import "@/i18n";
import { LiveMap, LiveProvider } from "@/live";
import { FakeServer, MemoryStorage } from "@/live/fake-server";
import { documentFrom } from "@/map-model";
import { CommandsProvider } from "@/ui/commands";
import { MapEditor } from "./MapEditor";

const MAP = documentFrom({
  map: { id: "map_x", title: "Tea at Fernhill" },
  stages: { stg_a: { id: "stg_a", order: "a0", title: "Choose" } },
  steps: {
    stp_1: { id: "stp_1", stage: "stg_a", order: "a0", title: "Smell" },
    stp_2: { id: "stp_2", stage: "stg_a", order: "a1", title: "Taste" },
  },
  lanes: {
    lan_do: { id: "lan_do", order: "a0", kind: "actions", title: "Actions" },
    lan_feel: { id: "lan_feel", order: "a1", kind: "emotion", title: "Emotions" },
    lan_top: { id: "lan_top", order: "a2", kind: "importance", title: "Importance" },
  },
  cards: {
    crd_a: { id: "crd_a", lane: "lan_do", step: "stp_1", order: "a0", text: "Opens the tin" },
    crd_b: { id: "crd_b", lane: "lan_feel", step: "stp_1", order: "a0", emotion: 0.5 },
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

async function open({ role = "editor" } = {}) {
  const server = new FakeServer(MAP);
  server.setRole(role);
  const live = await LiveMap.open({
    mapId: "map_x",
    transport: server.transport(),
    local: new MemoryStorage(),
    session: new MemoryStorage(),
  });
  const tell = vi.fn();
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={new QueryClient()}>
        <CommandsProvider>
          <LiveProvider live={live}>
            <MapEditor host={{ events: [], tell, measure: vi.fn() }} dialogs={() => null} />
          </LiveProvider>
        </CommandsProvider>
      </QueryClientProvider>
    </MantineProvider>,
  );
  const user = userEvent.setup();
  const focused = () => document.activeElement?.getAttribute("data-target");
  const select = async (target: string) => {
    const element = document.querySelector<HTMLElement>(`[data-target="${target}"]`);
    if (element === null) throw new Error(`Nothing on the map is ${target}.`);
    await user.click(element);
    act(() => element.focus());
  };
  return {
    server,
    live,
    tell,
    user,
    focused,
    select,
    card: (id: string) => live.getState().document.cards[id],
  };
}

describe("find and replace", () => {
  test("walks through the matches, shows what would change, and replaces all as one", async () => {
    const { user, select, live, server } = await open();
    await select("card:crd_a");
    await user.keyboard("{Control>}f{/Control}");
    await user.keyboard("ion");
    expect((await screen.findByText("1 of 2")).getAttribute("role")).toBe("status");
    await user.keyboard("{Enter}");
    expect(await screen.findByText("2 of 2")).toBeTruthy();
    await user.click(screen.getByRole("textbox", { name: "Replace with" }));
    await user.keyboard("e");
    expect(document.querySelector("search")?.textContent).toContain("Emotion es");
    await user.click(screen.getByRole("button", { name: "Replace all 2" }));
    const lanes = () => Object.values(live.getState().document.lanes).map(({ title }) => title);
    expect(lanes()).toEqual(["Actes", "Emotes", "Importance"]);
    expect(server.log.length).toBe(1);
    act(() => void live.undo());
    expect(lanes()).toEqual(["Actions", "Emotions", "Importance"]);
  });

  test("says when nothing is found, and Esc closes it", async () => {
    const { user, select } = await open();
    await select("card:crd_a");
    await user.keyboard("{Control>}f{/Control}");
    await user.keyboard("coffee");
    expect(await screen.findByText("Nothing found")).toBeTruthy();
    await user.keyboard("{Escape}");
    expect(document.querySelector("search")).toBeNull();
  });

  test("a viewer finds, and replaces nothing", async () => {
    const { user, select } = await open({ role: "viewer" });
    await select("card:crd_a");
    await user.keyboard("{Control>}f{/Control}");
    expect(screen.queryByRole("textbox", { name: "Replace with" })).toBeNull();
  });
});

describe("presenting", () => {
  test("keys turn the slides, and Esc ends", async () => {
    const { user, select } = await open();
    await select("card:crd_a");
    await user.click(screen.getByRole("button", { name: "Present" }));
    const talk = await screen.findByRole("dialog", { name: "Presentation" });
    expect(talk.textContent).toContain("1 of 3");
    await user.keyboard("{ArrowRight}");
    expect(talk.textContent).toContain("Opens the tin");
    await user.keyboard("{End}");
    expect(talk.textContent).toContain("3 of 3");
    await user.keyboard("{Escape}");
    expect(screen.queryByRole("dialog", { name: "Presentation" })).toBeNull();
  });
});

describe("the map by keyboard", () => {
  test("is a grid with stages, steps and lanes as its heads", async () => {
    await open();
    expect(screen.getByRole("grid", { name: "Tea at Fernhill" })).toBeTruthy();
    expect(screen.getByRole("columnheader", { name: "Stage 1: Choose" })).toBeTruthy();
    expect(screen.getByRole("rowheader", { name: "Actions" })).toBeTruthy();
    expect(screen.getByRole("slider", { name: /Feeling at Smell/ }).getAttribute("aria-valuenow")).toBe("1");
  });

  test("arrows walk, and only the selected thing can be tabbed to", async () => {
    const { user, focused, select } = await open();
    await select("stage:stg_a");
    await user.keyboard("{ArrowDown}{ArrowDown}");
    expect(focused()).toBe("card:crd_a");
    await user.keyboard("{ArrowRight}");
    expect(focused()).toBe("cell:lan_do/stp_2");
    expect(
      document.querySelectorAll("[role='grid'] [tabindex='0'], [role='grid'][tabindex='0']").length,
    ).toBe(1);
  });

  test("typing replaces the text, Enter saves it as one operation and goes down", async () => {
    const { user, focused, select, card, server } = await open();
    await select("card:crd_a");
    await user.keyboard("Sniffs{Enter}");
    expect(card("crd_a")?.text).toBe("Sniffs");
    expect(focused()).toBe("card:crd_b");
    expect(server.log.length).toBe(1);
  });

  test("Enter opens the text, Esc brings the old one back", async () => {
    const { user, select, card } = await open();
    await select("card:crd_a");
    await user.keyboard("{Enter}Another{Escape}");
    expect(card("crd_a")?.text).toBe("Opens the tin");
    expect(screen.queryByRole("textbox", { name: "Text" })).not.toBe(document.activeElement);
  });

  test("typing in an empty cell makes a card there, and Tab goes on to the next cell", async () => {
    const { user, select, live } = await open();
    await select("cell:lan_do/stp_2");
    await user.keyboard("Sips{Tab}");
    const made = Object.values(live.getState().document.cards).find(({ text }) => text === "Sips");
    expect(made).toMatchObject({ lane: "lan_do", step: "stp_2" });
  });

  test("Delete removes and offers to undo; Ctrl+Z brings it back", async () => {
    const { user, select, card, tell, focused } = await open();
    await select("card:crd_a");
    await user.keyboard("{Delete}");
    expect(card("crd_a")).toBeUndefined();
    expect(tell).toHaveBeenCalledWith("The card is removed.", { undo: true });
    expect(focused()).toBe("cell:lan_do/stp_1");
    await user.keyboard("{Control>}z{/Control}");
    expect(card("crd_a")?.text).toBe("Opens the tin");
  });

  test("Alt with the arrows moves what is selected", async () => {
    const { user, select, card, live, focused } = await open();
    await select("card:crd_a");
    await user.keyboard("{Alt>}{ArrowRight}{/Alt}");
    expect(card("crd_a")?.step).toBe("stp_2");
    expect(focused()).toBe("card:crd_a");
    await select("lane:lan_do");
    await user.keyboard("{Alt>}{ArrowDown}{/Alt}");
    expect((live.getState().document.lanes.lan_do?.order ?? "") > "a1").toBe(true);
  });

  test("Shift with the arrows moves a point of the curve", async () => {
    const { user, select, card } = await open();
    await select("card:crd_b");
    await user.keyboard("{Shift>}{ArrowDown}{ArrowDown}{/Shift}");
    expect(card("crd_b")?.emotion).toBe(0.25);
  });

  test("a new step is named at once, and taken back as one", async () => {
    const { user, select, live } = await open();
    await select("step:stp_1");
    await user.keyboard("{Alt>}s{/Alt}");
    await user.keyboard("Pour{Enter}");
    expect(Object.values(live.getState().document.steps).map(({ title }) => title)).toContain("Pour");
    await user.keyboard("{Control>}z{/Control}");
    expect(Object.keys(live.getState().document.steps)).toEqual(["stp_1", "stp_2"]);
  });

  test("importance is chosen in its lane and with Alt and a number", async () => {
    const { user, select, live } = await open();
    await user.click(screen.getAllByRole("button", { name: /Importance: Not set/ })[0] as HTMLElement);
    expect(live.getState().document.steps.stp_1?.importance).toBe("low");
    await select("step:stp_2");
    await user.keyboard("{Alt>}3{/Alt}");
    expect(live.getState().document.steps.stp_2?.importance).toBe("high");
  });
});

test("who may only read changes nothing", async () => {
  const { user, select, card } = await open({ role: "viewer" });
  await select("card:crd_a");
  await user.keyboard("Something{Enter}{Delete}");
  expect(card("crd_a")?.text).toBe("Opens the tin");
  expect(screen.getByText("Read only")).toBeTruthy();
});
