import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { FakeServer, MemoryStorage } from "./fake-server";
import { Browser, card, later, MAP, named, rename, settle } from "./test-browser";
import { Unsent } from "./unsent";

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
    await settle();
    server.kill();
    live.change(rename("stg_a", "One"));
    await settle();
    live.change(rename("stg_a", "Two"));
    live.change(card("crd_a", "Types a word"));
    await vi.advanceTimersByTimeAsync(5000);
    expect(live.getState()).toMatchObject({ status: "offline", unsent: 3 });
    server.down = false;
    await later();
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
    server.kill();
    live.change(card("crd_a", "A long thought"));
    await settle();
    server.commit(named({ do: "remove", table: "lanes", record_id: "lan_a" }, "op_theirs"));
    server.down = false;
    await later();
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
    await settle();
    server.storeFails = true;
    live.change(rename("stg_a", "Find fast"));
    server.commit(named(rename("stg_a", "Gladly Find"), "op_a"));
    server.commit(named(rename("stg_b", "Theirs too"), "op_b"));
    server.tellAll();
    await settle();
    expect(live.getState().document.stages.stg_a?.title).toBe("Gladly Find fast");
    expect(live.getState().document.stages.stg_b?.title).toBe("Theirs too");
    server.storeFails = false;
    await later();
    expect(server.document.stages.stg_a?.title).toBe("Gladly Find fast");
    expect(live.getState().document).toEqual(server.document);
  });

  test("news with a gap is filled up from the server", async () => {
    const server = new FakeServer(MAP);
    const live = await new Browser(server).load();
    server.commit(named(rename("stg_a", "First"), "op_a"));
    server.commit(named(rename("stg_b", "Second"), "op_b"));
    live.receive(server.log.slice(1));
    await later();
    expect(live.getState().document).toEqual(server.document);
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
    await settle();
    expect(live.undo()).toBe(false);
    expect(live.getState().document.steps.stp_c?.title).toBe("Theirs");
    expect(live.undo()).toBe(false);
    expect(live.getState().document.stages.stg_a?.title).toBe("Theirs");
  });
});
