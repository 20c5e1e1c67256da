import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { documentFrom, type Edit, type Operation } from "@/map-model";
import { FakeServer, MemoryStorage } from "./fake-server";
import { LiveMap } from "./live-map";
import { Unsent } from "./unsent";

const MAP = documentFrom({
  map: { id: "map_shop", title: "Shop" },
  stages: {
    stg_a: { id: "stg_a", order: "a0", title: "Find" },
    stg_b: { id: "stg_b", order: "a1", title: "Buy" },
  },
  steps: { stp_a: { id: "stp_a", stage: "stg_a", order: "a0", title: "Search" } },
  lanes: { lan_a: { id: "lan_a", order: "a0", kind: "actions", title: "Actions" } },
});
const rename = (record_id: string, title: string): Edit => ({
  do: "set",
  table: "stages",
  record_id,
  fields: { title },
});
const card = (id: string, text: string): Edit => ({
  do: "add",
  table: "cards",
  record: { id, lane: "lan_a", step: "stp_a", order: "a0", text },
});
const named = (edit: Edit, id: string): Operation => ({ ...edit, id });
const settle = () => vi.advanceTimersByTimeAsync(0);

class Browser {
  readonly local = new MemoryStorage();
  readonly session = new MemoryStorage();
  private stop: () => void = () => undefined;

  constructor(private readonly server: FakeServer) {}

  /** Opens the map anew, as a reload does. */
  async load(): Promise<LiveMap> {
    this.stop();
    const { local, session } = this;
    const live = await LiveMap.open({
      mapId: "map_shop",
      transport: this.server.transport(),
      local,
      session,
    });
    this.stop = live.start();
    return live;
  }
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("saving", () => {
  test("an edit shows at once and is saved as one operation", async () => {
    const server = new FakeServer(MAP);
    const live = await new Browser(server).load();
    live.change(rename("stg_a", "Discover"));
    expect(live.getState().document.stages.stg_a?.title).toBe("Discover");
    expect(live.getState().status).toBe("saving");
    await settle();
    expect(live.getState()).toMatchObject({ status: "saved", unsent: 0, seq: 1 });
    expect(server.document.stages.stg_a?.title).toBe("Discover");
  });

  test("edits made while the server is away are sent when it is back, in order", async () => {
    const server = new FakeServer(MAP);
    const live = await new Browser(server).load();
    server.down = true;
    live.change(rename("stg_a", "One"));
    await settle();
    live.change(rename("stg_a", "Two"));
    live.change(card("crd_a", "Types a word"));
    await vi.advanceTimersByTimeAsync(5000);
    expect(live.getState()).toMatchObject({ status: "offline", unsent: 3 });
    server.down = false;
    await vi.advanceTimersByTimeAsync(11_000);
    expect(live.getState()).toMatchObject({ status: "saved", unsent: 0, problem: "" });
    expect(server.document.stages.stg_a?.title).toBe("Two");
    expect(server.log.length).toBe(3);
  });

  test("what was not acknowledged survives a reload and is applied once", async () => {
    const server = new FakeServer(MAP);
    const browser = new Browser(server);
    const live = await browser.load();
    server.losesAnswers = true;
    live.change(card("crd_a", "Types a word"));
    await settle();
    server.losesAnswers = false;
    const again = await browser.load();
    expect(again.getState().document.cards.crd_a?.text).toBe("Types a word");
    await settle();
    expect(again.getState()).toMatchObject({ status: "saved", unsent: 0, refusals: [] });
    expect(server.log.length).toBe(1);
    expect(browser.local.length).toBe(0);
  });

  test("an edit that had been saved before a reload does not hide what others did after it", async () => {
    const server = new FakeServer(MAP);
    const browser = new Browser(server);
    const live = await browser.load();
    server.losesAnswers = true;
    live.change(rename("stg_a", "Mine"));
    await settle();
    server.losesAnswers = false;
    server.commit(named(rename("stg_a", "Theirs"), "op_theirs"));
    const again = await browser.load();
    await settle();
    expect(again.getState()).toMatchObject({ status: "saved", unsent: 0 });
    expect(again.getState().document.stages.stg_a?.title).toBe("Theirs");
    expect(again.getState().document).toEqual(server.document);
  });

  test("what is kept stays in order through a reload, though the clock stands still", () => {
    const storage = new MemoryStorage();
    const before = new Unsent(storage, "map_shop");
    for (const id of ["op_1", "op_2", "op_3"]) before.keep(named(rename("stg_a", id), id));
    const after = new Unsent(storage, "map_shop");
    after.all();
    after.keep(named(rename("stg_a", "op_4"), "op_4"));
    expect(after.all().map(({ id }) => id)).toEqual(["op_1", "op_2", "op_3", "op_4"]);
  });

  test("a refused edit is taken off the map, and its text is kept to show", async () => {
    const server = new FakeServer(MAP);
    const live = await new Browser(server).load();
    server.down = true;
    live.change(card("crd_a", "A long thought"));
    await settle();
    server.commit(named({ do: "remove", table: "lanes", record_id: "lan_a" }, "op_theirs"));
    server.down = false;
    await vi.advanceTimersByTimeAsync(11_000);
    const { refusals, document, status } = live.getState();
    expect(refusals).toMatchObject([
      { code: "missing_parent", operation: { record: { text: "A long thought" } } },
    ]);
    expect(document.cards).toEqual({});
    expect(status).toBe("saved");
    expect(document).toEqual(server.document);
  });
});

describe("editing together", () => {
  test("others' edits come beneath one's own", async () => {
    const server = new FakeServer(MAP);
    const live = await new Browser(server).load();
    server.down = true;
    live.change(rename("stg_a", "Mine"));
    server.commit(named(rename("stg_a", "Theirs"), "op_a"));
    server.commit(named(rename("stg_b", "Theirs too"), "op_b"));
    server.tellAll();
    expect(live.getState().document.stages.stg_a?.title).toBe("Mine");
    expect(live.getState().document.stages.stg_b?.title).toBe("Theirs too");
    server.down = false;
    await vi.advanceTimersByTimeAsync(11_000);
    expect(server.document.stages.stg_a?.title).toBe("Mine");
    expect(live.getState().document).toEqual(server.document);
  });

  test("news with a gap is filled up from the server", async () => {
    const server = new FakeServer(MAP);
    const live = await new Browser(server).load();
    server.commit(named(rename("stg_a", "First"), "op_a"));
    server.commit(named(rename("stg_b", "Second"), "op_b"));
    live.receive(server.log.slice(1));
    await settle();
    expect(live.getState().document).toEqual(server.document);
  });

  test("whatever the order of edits, losses and reloads: every browser ends with the server's map", async () => {
    const actions = fc.array(
      fc.record({
        who: fc.nat({ max: 2 }),
        what: fc.constantFrom(
          "rename",
          "card",
          "remove",
          "undo",
          "redo",
          "down",
          "up",
          "lose",
          "reload",
          "tell",
          "wait",
        ),
        target: fc.constantFrom("stg_a", "stg_b"),
        text: fc.constantFrom("x", "y", "z"),
        n: fc.nat({ max: 4 }),
      }),
      { minLength: 10, maxLength: 50 },
    );
    await fc.assert(
      fc.asyncProperty(actions, async (steps) => {
        const server = new FakeServer(MAP);
        const browsers = [new Browser(server), new Browser(server), new Browser(server)];
        const lives = await Promise.all(browsers.map((browser) => browser.load()));
        for (const { who, what, target, text, n } of steps) {
          const live = lives[who];
          const browser = browsers[who];
          if (live === undefined || browser === undefined) throw new Error("There are three browsers.");
          const has = live.getState().document;
          if (what === "rename" && has.stages[target]) live.change(rename(target, text));
          if (what === "card" && has.steps.stp_a && !has.cards[`crd_${n}`])
            live.change(card(`crd_${n}`, text));
          if (what === "remove" && has.cards[`crd_${n}`])
            live.change({ do: "remove", table: "cards", record_id: `crd_${n}` });
          if (what === "undo") live.undo();
          if (what === "redo") live.redo();
          if (what === "down") server.down = true;
          if (what === "up") server.down = server.losesAnswers = false;
          if (what === "lose") server.losesAnswers = true;
          if (what === "reload") lives[who] = await browser.load();
          if (what === "tell") server.tellAll();
          if (what === "wait") await vi.advanceTimersByTimeAsync(700);
        }
        server.down = server.losesAnswers = false;
        await vi.advanceTimersByTimeAsync(25_000);
        server.tellAll();
        await settle();
        for (const live of lives) {
          expect(live.getState()).toMatchObject({ unsent: 0, status: "saved" });
          expect(live.getState().document).toEqual(server.document);
        }
        for (const { local } of browsers) expect(local.length).toBe(0);
      }),
      { numRuns: 60 },
    );
  });
});

describe("undo", () => {
  test("takes back and brings again, also after a reload", async () => {
    const server = new FakeServer(MAP);
    const browser = new Browser(server);
    const live = await browser.load();
    live.change({ do: "remove", table: "stages", record_id: "stg_a" });
    await settle();
    const again = await browser.load();
    expect(again.getState().canUndo).toBe(true);
    expect(again.undo()).toBe(true);
    expect(again.getState().document).toEqual(MAP);
    expect(again.redo()).toBe(true);
    expect(again.getState().document.steps).toEqual({});
    await settle();
    expect(server.document).toEqual(again.getState().document);
  });

  test("typing with pauses is one undo, for a new card too", async () => {
    const live = await new Browser(new FakeServer(MAP)).load();
    live.change(card("crd_a", "Ty"), { merge: "t1" });
    live.change(
      { do: "set", table: "cards", record_id: "crd_a", fields: { text: "Types" } },
      { merge: "t1" },
    );
    live.change(rename("stg_a", "Fi"), { merge: "t2" });
    live.change(rename("stg_a", "Final"), { merge: "t2" });
    live.undo();
    expect(live.getState().document.stages.stg_a?.title).toBe("Find");
    live.undo();
    expect(live.getState().document.cards).toEqual({});
    expect(live.getState().canUndo).toBe(false);
  });

  test("never takes back what somebody else did since", async () => {
    const server = new FakeServer(MAP);
    const live = await new Browser(server).load();
    live.change(rename("stg_a", "Mine"));
    live.change({ do: "add", table: "stages", record: { id: "stg_c", order: "a2", title: "New" } });
    await settle();
    server.commit(
      named(
        { do: "add", table: "steps", record: { id: "stp_c", stage: "stg_c", order: "a0", title: "Theirs" } },
        "op_a",
      ),
    );
    server.commit(named(rename("stg_a", "Theirs"), "op_b"));
    server.tellAll();
    expect(live.undo()).toBe(false);
    expect(live.getState().document.steps.stp_c?.title).toBe("Theirs");
    expect(live.undo()).toBe(false);
    expect(live.getState().document.stages.stg_a?.title).toBe("Theirs");
  });
});
