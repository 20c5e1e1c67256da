/** How edits reach the server when the way there, the role or the page itself fails. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { apply, type Operation } from "@/map-model";
import { FakeServer } from "./fake-server";
import { History } from "./history";
import { pause } from "./line";
import { frameIn } from "./protocol";
import { Browser, card, later, MAP, named, rename, settle } from "./test-browser";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

async function opened(server = new FakeServer(MAP)) {
  const browser = new Browser(server);
  const live = await browser.load();
  await settle();
  return { server, browser, live };
}
const words = (refusals: readonly { operation: unknown }[]) => JSON.stringify(refusals);

describe("the line", () => {
  test("edits go by the socket, and others' come by it", async () => {
    const { server, live } = await opened();
    live.change(rename("stg_a", "Mine"));
    server.order([named(rename("stg_b", "Theirs"), "op_b")], null);
    await settle();
    expect(server.requests).toBe(0);
    expect(live.getState()).toMatchObject({ status: "saved", seq: 2 });
    expect(live.getState().document).toEqual(server.document);
  });

  test("where a proxy lets no socket through, edits are saved and news are fetched by HTTP", async () => {
    const server = new FakeServer(MAP);
    server.refusesSockets = true;
    const { live } = await opened(server);
    live.change(rename("stg_a", "Mine"));
    await settle();
    expect(live.getState()).toMatchObject({ status: "saved", unsent: 0 });
    server.order([named(rename("stg_b", "Theirs"), "op_b")], null);
    await later();
    expect(live.getState().document.stages.stg_b?.title).toBe("Theirs");
    server.refusesSockets = false;
    await later();
    expect(server.sockets.size).toBe(1);
  });

  test("an answer that never comes is given up, and the edit is sent anew, once", async () => {
    const { server, live } = await opened();
    server.losesAnswers = true;
    live.change(card("crd_a", "Types a word"));
    await settle();
    server.losesAnswers = false;
    await later();
    expect(live.getState()).toMatchObject({ status: "saved", unsent: 0 });
    expect(server.log.length).toBe(1);
  });

  test("a cut that nobody tells is noticed", async () => {
    const { server, live } = await opened();
    for (const socket of server.sockets) socket.send = () => undefined;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(server.sockets.size).toBe(1);
    live.change(rename("stg_a", "Mine"));
    await settle();
    expect(server.document.stages.stg_a?.title).toBe("Mine");
  });

  test("says offline while the server is away, though nothing is unsaved", async () => {
    const { server, live } = await opened();
    server.kill();
    await later();
    expect(live.getState()).toMatchObject({ status: "offline", unsent: 0 });
    server.down = false;
    await later();
    expect(live.getState().status).toBe("saved");
  });

  test("says why the store takes nothing, keeps the edits and sends them later", async () => {
    const { server, live } = await opened();
    server.storeFails = true;
    live.change(rename("stg_a", "Mine"));
    await vi.advanceTimersByTimeAsync(2000);
    expect(live.getState()).toMatchObject({ status: "stopped", unsent: 1 });
    expect(live.getState().problem).toContain("The store takes nothing.");
    server.storeFails = false;
    await later();
    expect(live.getState()).toMatchObject({ status: "saved", problem: "" });
  });

  test("a map that was left while the server is away is not tried again and again", async () => {
    const { server, live, browser } = await opened();
    server.kill();
    live.change(rename("stg_a", "Mine"));
    browser.close();
    await later();
    expect(server.requests).toBeLessThan(3);
    expect(browser.local.length).toBe(1);
  });

  test("pauses grow up to ten seconds, partly by chance", () => {
    expect([0, 1, 2, 9].map((tries) => pause(tries, () => 1))).toEqual([500, 1000, 2000, 10_000]);
    expect(pause(0, () => 0)).toBe(250);
  });

  test("frames of unknown kinds are passed over, and lists that are left out are empty", () => {
    expect(frameIn('{"type":"weather"}')).toBeNull();
    expect(frameIn('"hello"')).toBeNull();
    expect(frameIn('{"type":"presence","left":["con_1"]}')).toEqual({
      type: "presence",
      joined: [],
      moved: [],
      left: ["con_1"],
    });
  });

  test("news are told on, and once more after each new line", async () => {
    const { server, live } = await opened();
    const heard: (readonly string[])[] = [];
    live.onNews((topics) => heard.push(topics));
    server.tell({ type: "news", topics: ["comments"] });
    await settle();
    server.cut();
    await later();
    expect(heard).toEqual([["comments"], []]);
  });

  test("a page of before an update says so, and goes on", async () => {
    const { server, live } = await opened();
    server.version = "2";
    server.cut();
    await later();
    expect(live.getState()).toMatchObject({ updated: true, readOnly: false });
  });
});

describe("the right to edit", () => {
  test("taken in mid-edit: the map is as saved, the words are kept and sent when the right comes back", async () => {
    const { server, live } = await opened();
    server.storeFails = true;
    live.change(card("crd_a", "A long thought"));
    await settle();
    server.setRole("viewer");
    await settle();
    expect(live.getState()).toMatchObject({ readOnly: true, roleChanged: true, role: "viewer", unsent: 0 });
    expect(live.getState().document.cards).toEqual({});
    expect(words(live.getState().refusals)).toContain("A long thought");
    server.storeFails = false;
    server.setRole("editor");
    await later();
    expect(live.getState()).toMatchObject({ readOnly: false, refusals: [], status: "saved" });
    expect(server.document.cards.crd_a?.text).toBe("A long thought");
  });

  test("words in work when it goes are kept, also through a reload", async () => {
    const { server, live, browser } = await opened();
    server.setRole("commenter");
    await settle();
    live.change(rename("stg_a", "Half a sentence"));
    expect(live.getState().document.stages.stg_a?.title).toBe("Find");
    const again = await browser.load();
    expect(words(again.getState().refusals)).toContain("Half a sentence");
    await later();
    expect(server.log).toEqual([]);
    again.dismissRefusals();
    expect((await browser.load()).getState().refusals).toEqual([]);
  });

  test("refused before the news of it came, by socket or by HTTP", async () => {
    for (const refusesSockets of [false, true]) {
      const server = new FakeServer(MAP);
      server.refusesSockets = refusesSockets;
      const { live } = await opened(server);
      for (const socket of server.sockets) socket.tell = () => undefined;
      server.setRole("viewer");
      for (const socket of server.sockets) Reflect.deleteProperty(socket, "tell");
      live.change(rename("stg_a", "Too late"));
      await later();
      expect(live.getState()).toMatchObject({ readOnly: true, unsent: 0 });
      expect(words(live.getState().refusals)).toContain("Too late");
      expect(server.log).toEqual([]);
    }
  });

  test("undo does nothing without it", async () => {
    const { server, live } = await opened();
    live.change(rename("stg_a", "Mine"));
    await settle();
    server.setRole("viewer");
    await settle();
    expect(live.undo()).toBe(false);
    expect(server.document.stages.stg_a?.title).toBe("Mine");
  });

  test("an edit of which an earlier copy is stored after all is no longer called refused", async () => {
    const { server, live, browser } = await opened();
    server.kill();
    live.change(card("crd_a", "A long thought"));
    const removal = { do: "remove", table: "lanes", record_id: "lan_a" } as const;
    const { inverse } = apply(server.document, removal);
    server.commit(named(removal, "op_theirs"));
    server.down = false;
    await later();
    const [refusal] = live.getState().refusals;
    expect(refusal?.code).toBe("missing_parent");
    server.commit(named(inverse, "op_undone"));
    server.commit(refusal?.operation as Operation);
    server.tellAll();
    await later();
    expect(live.getState().refusals).toEqual([]);
    expect(live.getState().document.cards).toHaveProperty("crd_a");
    expect(browser.local.length).toBe(0);
  });

  test("a refused edit's words outlive a reload until they were seen", async () => {
    const { server, live, browser } = await opened();
    server.kill();
    live.change(card("crd_a", "A long thought"));
    server.commit(named({ do: "remove", table: "lanes", record_id: "lan_a" }, "op_theirs"));
    server.down = false;
    await later();
    const again = await browser.load();
    expect(again.getState().refusals).toMatchObject([{ code: "missing_parent" }]);
    expect(again.getState().unsent).toBe(0);
    again.dismissRefusals();
    expect(browser.local.length).toBe(0);
  });
});

describe("the end of a session", () => {
  test("signed out: edits are kept for the same person, and sent when they are back", async () => {
    const { server, live, browser } = await opened();
    server.kill();
    live.change(rename("stg_a", "Mine"));
    await settle();
    server.down = false;
    server.closesWith = 4401;
    server.cut(4401);
    await vi.advanceTimersByTimeAsync(300);
    const other = await new Browser(server, browser.local, "usr_other").load();
    expect(other.getState().unsent).toBe(0);
    server.closesWith = null;
    await browser.load();
    await later();
    expect(server.document.stages.stg_a?.title).toBe("Mine");
  });

  test.each([
    [4401, "signedOut"],
    [4403, "forbidden"],
    [4404, "missing"],
    [4409, "outdated"],
  ] as const)("%i: the page stops and says why (%s)", async (code, ended) => {
    const { server, live } = await opened();
    server.closesWith = code;
    server.cut(code);
    await later();
    expect(live.getState()).toMatchObject({ ended, readOnly: true, status: "stopped" });
    live.change(rename("stg_a", "Half a sentence"));
    await later();
    expect(server.log).toEqual([]);
    const { refusals, unsent } = live.getState();
    expect(words(refusals).includes("Half a sentence") || unsent === 1).toBe(true);
  });

  test("a session that was only renewed in another tab goes on", async () => {
    const { server, live } = await opened();
    server.cut(4401);
    await later();
    live.change(rename("stg_a", "Mine"));
    await settle();
    expect(live.getState()).toMatchObject({ ended: null, status: "saved" });
  });

  test("another protocol asks to reload, and the edits are there again after it", async () => {
    const { server, live, browser } = await opened();
    server.kill();
    live.change(rename("stg_a", "Mine"));
    server.protocol = 3;
    server.storeFails = true;
    server.down = false;
    await later();
    expect(live.getState()).toMatchObject({ ended: "outdated", unsent: 1 });
    server.protocol = 2;
    server.storeFails = false;
    await browser.load();
    await later();
    expect(server.document.stages.stg_a?.title).toBe("Mine");
  });
});

describe("tabs", () => {
  test("what a tab that was closed offline had kept is sent by another one of the same browser", async () => {
    const { server, live, browser } = await opened();
    const second = new Browser(server, browser.local);
    const other = await second.load();
    await settle();
    server.kill();
    live.change(card("crd_a", "Written and closed"));
    await settle();
    browser.close();
    server.down = false;
    await later();
    expect(server.document.cards.crd_a?.text).toBe("Written and closed");
    expect(other.getState().document).toEqual(server.document);
    expect(browser.local.length).toBe(0);
  });

  test("two tabs that send the same edit store it once", async () => {
    const { server, live, browser } = await opened();
    server.kill();
    live.change(card("crd_a", "Once"));
    await settle();
    server.down = false;
    const other = await new Browser(server, browser.local).load();
    await later();
    expect(server.log.length).toBe(1);
    for (const one of [live, other])
      expect(one.getState()).toMatchObject({ unsent: 0, refusals: [], status: "saved" });
  });
});

describe("undo after a reload", () => {
  test("goes back as far as two hundred edits, no matter how often the page was loaded", async () => {
    const { browser, live } = await opened();
    for (let n = 0; n < 250; n += 1) live.change(rename("stg_a", `Title ${n}`));
    await later();
    const again = await browser.load();
    let undone = 0;
    while (again.undo()) undone += 1;
    expect(undone).toBe(200);
    expect(again.getState().document.stages.stg_a?.title).toBe("Title 49");
    // The index and two hundred entries to redo.
    expect(browser.session.length).toBe(201);
  });

  test("a browser without room forgets the oldest first", async () => {
    const { browser, live } = await opened();
    browser.session.room = 4000;
    for (let n = 0; n < 60; n += 1) live.change(rename("stg_a", `Title ${n}`));
    await later();
    const again = await browser.load();
    expect(again.undo()).toBe(true);
    expect(again.getState().document.stages.stg_a?.title).toBe("Title 58");
  });

  test("an entry too large to keep can still be undone while the page is open", async () => {
    const { browser } = await opened();
    browser.session.room = 100;
    const history = new History(browser.session, "map_shop");
    history.push({ done: rename("stg_a", "x".repeat(500)), inverse: rename("stg_a", "Find"), merge: null });
    expect(history.take("undo")?.inverse).toEqual(rename("stg_a", "Find"));
  });
});
