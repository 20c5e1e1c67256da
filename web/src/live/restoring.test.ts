/** Going back to an old state, while others edit, and taking that back. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { FakeServer } from "./fake-server";
import { Browser, MAP, named, rename, settle } from "./test-browser";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

async function edited() {
  const server = new FakeServer(MAP);
  const live = await new Browser(server).load();
  await settle();
  live.change(rename("stg_a", "Mine"));
  await settle();
  server.order([named(rename("stg_b", "Theirs"), "op_b")], null);
  await settle();
  const titles = () => Object.values(live.getState().document.stages).map(({ title }) => title);
  return { server, live, titles };
}

describe("restoring", () => {
  test("is one edit more, which undo takes back and redo makes again", async () => {
    const { server, live, titles } = await edited();
    expect(await live.restore(0)).toBe(true);
    await settle();
    expect(titles()).toEqual(["Find", "Buy"]);
    expect(server.log.length).toBe(3);
    expect(live.undo()).toBe(true);
    await settle();
    expect(titles()).toEqual(["Mine", "Theirs"]);
    expect(live.redo()).toBe(true);
    await settle();
    expect(titles()).toEqual(["Find", "Buy"]);
    expect(live.getState().document).toEqual(server.document);
  });

  test("undo leaves what others wrote on the restored map", async () => {
    const { server, live, titles } = await edited();
    await live.restore(0);
    server.order([named(rename("stg_b", "Theirs again"), "op_c")], null);
    await settle();
    live.undo();
    await settle();
    expect(titles()).toEqual(["Mine", "Theirs again"]);
    expect(live.getState().document).toEqual(server.document);
  });

  test("of the state that is there changes nothing", async () => {
    const { server, live } = await edited();
    expect(await live.restore(2)).toBe(false);
    expect(server.log.length).toBe(2);
  });

  test("an answer that was lost is asked for again, and the restore counts once", async () => {
    const { server, live, titles } = await edited();
    server.losesAnswers = true;
    await expect(live.restore(0)).rejects.toThrow();
    server.losesAnswers = false;
    expect(await live.restore(0)).toBe(true);
    await settle();
    expect(server.log.length).toBe(3);
    live.undo();
    await settle();
    expect(titles()).toEqual(["Mine", "Theirs"]);
  });
});
