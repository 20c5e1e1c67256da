/** The map with others in it: who is here, where they are, and what is said when the standing changes. */
import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { LiveMap, LiveProvider, type Person } from "@/live";
import { FakeServer, MemoryStorage } from "@/live/fake-server";
import { documentFrom } from "@/map-model";
import { rendered } from "../../tests/rendered";
import { MapEditor } from "./MapEditor";
import { initialsOf, oncePerPerson } from "./parts/People";

const MAP = documentFrom({
  map: { id: "map_x", title: "Tea at Fernhill" },
  stages: { stg_a: { id: "stg_a", order: "a0", title: "Choose" } },
  steps: { stp_1: { id: "stp_1", stage: "stg_a", order: "a0", title: "Smell" } },
  lanes: { lan_do: { id: "lan_do", order: "a0", kind: "actions", title: "Actions" } },
  cards: { crd_a: { id: "crd_a", lane: "lan_do", step: "stp_1", order: "a0", text: "Opens the tin" } },
});
Object.defineProperty(document, "fonts", { value: new EventTarget(), configurable: true });

const person = (n: number, target: string | null, more: Partial<Person> = {}): Person => ({
  connection: `con_other_${n}`,
  user: `usr_${n}`,
  name: ["Ada Lind", "Ben", "Cleo Vance", "Dan", "Eve"][n - 1] ?? `Person ${n}`,
  color: n,
  at: target === null ? null : { target, editing: false, cursor: null },
  ...more,
});

async function open() {
  const server = new FakeServer(MAP);
  const live = await LiveMap.open({
    mapId: "map_x",
    transport: server.transport(),
    local: new MemoryStorage(),
    session: new MemoryStorage(),
  });
  rendered(
    <LiveProvider live={live}>
      <MapEditor host={{ events: [], tell: vi.fn(), measure: vi.fn() }} dialogs={() => null} />
    </LiveProvider>,
  );
  await waitFor(() => expect(live.presence.getState().you).not.toBeNull());
  const arrive = (...joined: readonly Person[]) =>
    act(() => live.presence.receive({ type: "presence", joined, left: [], moved: [] }));
  const move = (n: number, at: Person["at"]) =>
    act(() =>
      live.presence.receive({
        type: "presence",
        joined: [],
        left: [],
        moved: [{ connection: `con_other_${n}`, at }],
      }),
    );
  const leave = (n: number) =>
    act(() => live.presence.receive({ type: "presence", joined: [], left: [`con_other_${n}`], moved: [] }));
  return { server, live, arrive, move, leave, user: userEvent.setup() };
}
const thing = (target: string): HTMLElement => {
  const found = document.querySelector<HTMLElement>(`[data-target="${target}"]`);
  if (found === null) throw new Error(`Nothing on the map is ${target}.`);
  return found;
};
const tags = () =>
  [...document.querySelectorAll("[data-presence]")].map(
    (mark) => `${mark.closest("[data-target]")?.getAttribute("data-target")} ${mark.textContent}`,
  );

test("a name tag hangs where somebody is, follows them, and goes when they leave", async () => {
  const { arrive, move, leave } = await open();
  arrive(person(1, "card:crd_a"), person(2, "step:stp_1"));
  expect(tags().sort()).toEqual(["card:crd_a Ada Lind", "step:stp_1 Ben"]);
  move(2, { target: "card:crd_a", editing: true, cursor: null });
  expect(tags()).toEqual(["card:crd_a Ada Lind, Ben …"]);
  leave(1);
  expect(tags()).toEqual(["card:crd_a Ben …"]);
  leave(2);
  expect(tags()).toEqual([]);
});

test("a mark comes back with the thing that it hangs on, and never makes a card draw again", async () => {
  const { arrive, live } = await open();
  const before = thing("card:crd_a").firstElementChild;
  arrive(person(1, "card:crd_a"));
  expect(thing("card:crd_a").firstElementChild).toBe(before);
  act(() => live.change({ do: "remove", table: "cards", record_id: "crd_a" }));
  expect(tags()).toEqual([]);
  act(() => void live.undo());
  await waitFor(() => expect(tags()).toEqual(["card:crd_a Ada Lind"]));
});

test("what is no place on the map is not drawn", async () => {
  const { arrive } = await open();
  arrive(person(1, null), person(2, "map:"), person(3, 'card:x"] *'), person(4, "card:gone"));
  expect(tags()).toEqual([]);
});

test("faces show who is here; a name follows them until one acts oneself", async () => {
  const { arrive, move, user } = await open();
  expect(screen.queryByRole("button", { name: /here/ })).toBeNull();
  arrive(person(1, "card:crd_a"));
  expect(screen.getByRole("button", { name: "Ada Lind is here too" })).toBeTruthy();
  arrive(person(2, "map:"), person(3, null), person(4, "step:stp_1"));
  const button = screen.getByRole("button", { name: /4 others are here/ });
  expect(within(button).getByText("+2")).toBeTruthy();
  await user.click(button);
  const seen: (string | null)[] = [];
  const look = vi.spyOn(Element.prototype, "scrollIntoView").mockImplementation(function (this: Element) {
    seen.push(this.getAttribute("data-target"));
  });
  await user.click(await screen.findByRole("menuitem", { name: /Follow Ada Lind.*At “Opens the tin”/ }));
  expect(await screen.findByText("You see what Ada Lind sees")).toBeTruthy();
  await waitFor(() => expect(seen.at(-1)).toBe("card:crd_a"));
  move(1, { target: "step:stp_1", editing: false, cursor: null });
  await waitFor(() => expect(seen.at(-1)).toBe("step:stp_1"));
  await user.click(thing("card:crd_a"));
  await waitFor(() => expect(screen.queryByText("You see what Ada Lind sees")).toBeNull());
  const count = seen.length;
  move(1, { target: "card:crd_a", editing: false, cursor: null });
  expect(seen.slice(count)).toEqual([]);
  look.mockRestore();
});

test("says in words what the save state is, and that the role was changed", async () => {
  const { server, live } = await open();
  expect(screen.getByText("Saved")).toBeTruthy();
  act(() => server.setRole("viewer"));
  expect(await screen.findByText(/You may read this map now/)).toBeTruthy();
  expect(screen.getByText("Read only")).toBeTruthy();
  act(() => server.setRole("editor"));
  expect(await screen.findByText("You may edit this map.")).toBeTruthy();
  act(() => server.kill());
  expect(await screen.findByText("Offline · everything is saved")).toBeTruthy();
  expect(live.getState().status).toBe("offline");
});

test("words that were being written when the right to edit went are shown to be copied", async () => {
  const { server, live, user } = await open();
  await user.click(thing("card:crd_a"));
  await user.click(thing("card:crd_a"));
  await user.keyboard("{End} with care");
  act(() => server.setRole("viewer"));
  const note = await screen.findByText(/A change is not saved: you may not edit now/);
  const box = note.closest<HTMLElement>("[role='alert']");
  expect(box && within(box).getByText("Opens the tin with care")).toBeTruthy();
  expect(within(screen.getByRole("grid")).queryByRole("textbox")).toBeNull();
  expect(live.getState().document.cards.crd_a?.text).toBe("Opens the tin");
  act(() => server.setRole("editor"));
  await waitFor(() => expect(server.document.cards.crd_a?.text).toBe("Opens the tin with care"));
});

test("words in a card that somebody removed meanwhile are kept to be seen", async () => {
  const { server, user } = await open();
  await user.click(thing("card:crd_a"));
  await user.click(thing("card:crd_a"));
  await user.keyboard("{End} with care");
  act(() => void server.order([{ id: "op_x", do: "remove", table: "cards", record_id: "crd_a" }], null));
  expect(await screen.findByText("Opens the tin with care", { selector: "q" })).toBeTruthy();
});

test("the end of the session asks to sign in", async () => {
  const { server } = await open();
  server.closesWith = 4401;
  act(() => server.cut(4401));
  expect(await screen.findByRole("button", { name: "Sign in" })).toBeTruthy();
  expect(screen.getByText("Closed")).toBeTruthy();
});

test("people with several tabs are counted once, by the tab in which they write", () => {
  const writes = person(1, "card:crd_a", { at: { target: "card:crd_a", editing: true, cursor: null } });
  const reads = person(1, "map:", { connection: "con_9" });
  expect(oncePerPerson([writes, reads, person(2, "map:")])).toEqual([writes, person(2, "map:")]);
  expect(["Ada Lind", "ben", "", "José de la Cruz"].map(initialsOf)).toEqual(["AL", "B", "?", "JC"]);
});
