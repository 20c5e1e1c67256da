import { beforeEach, describe, expect, test, vi } from "vitest";
import { ProblemError } from "@/api";
import { Outbox, type Outgoing } from "./outbox";
import type { Thread } from "./queries";

const AWAY = new ProblemError({ title: "The server does not answer.", status: 0 });
const NO = new ProblemError({ title: "Not allowed", detail: "Your role is viewer.", status: 403 });
const SIGNED_OUT = new ProblemError({ title: "Not signed in", status: 401 });

beforeEach(() => window.localStorage.clear());

function outbox(answers: readonly (Error | null)[] = []) {
  const left = [...answers];
  const sent: string[] = [];
  const timers: (() => void)[] = [];
  const pauses: number[] = [];
  const send = vi.fn(async ({ id }: Outgoing) => {
    const answer = left.shift() ?? null;
    if (answer !== null) throw answer;
    sent.push(id);
    return {} as Thread;
  });
  const box = new Outbox({
    mapId: "map_x",
    storage: window.localStorage,
    send,
    onSent: () => undefined,
    later: (run, pause) => {
      timers.push(run);
      pauses.push(pause);
      return () => timers.splice(timers.indexOf(run), 1);
    },
  });
  const add = (id: string) => box.add({ id, thread: null, target: "map:", text: `Text of ${id}` });
  return { box, add, sent, timers, pauses, send };
}

describe("comments on their way", () => {
  test("go out one after the other, in order", async () => {
    const { box, add, sent } = outbox();
    for (const id of ["cmt_a", "cmt_b", "cmt_c"]) add(id);
    await vi.waitFor(() => expect(box.all()).toEqual([]));
    expect(sent).toEqual(["cmt_a", "cmt_b", "cmt_c"]);
  });

  test("wait for the server with longer and longer pauses, and keep their order and their ids", async () => {
    const { box, add, sent, timers, pauses } = outbox([AWAY, AWAY, AWAY]);
    add("cmt_a");
    await vi.waitFor(() => expect(timers).toHaveLength(1));
    expect(box.isWaiting()).toBe(true);
    for (const tries of [2, 3]) {
      timers.shift()?.();
      await vi.waitFor(() => expect(pauses).toHaveLength(tries));
    }
    expect(pauses).toEqual([1000, 2000, 4000]);
    timers.shift()?.();
    await vi.waitFor(() => expect(sent).toEqual(["cmt_a"]));
    expect(box.isWaiting()).toBe(false);
  });

  test("outlive the tab", async () => {
    const first = outbox([AWAY]);
    first.add("cmt_a");
    await vi.waitFor(() => expect(first.timers).toHaveLength(1));
    const second = outbox();
    expect(second.box.all().map(({ id }) => id)).toEqual(["cmt_a"]);
    const end = second.box.start();
    await vi.waitFor(() => expect(second.sent).toEqual(["cmt_a"]));
    end();
    expect(window.localStorage.length).toBe(0);
  });

  test("of two tabs do not write over one another's", async () => {
    const [first, second] = [outbox([AWAY]), outbox([AWAY])];
    first.add("cmt_a");
    second.add("cmt_b");
    await vi.waitFor(() => expect(second.timers).toHaveLength(1));
    expect(
      outbox()
        .box.all()
        .map(({ id }) => id)
        .sort(),
    ).toEqual(["cmt_a", "cmt_b"]);
  });

  test("that are refused say why, hold nobody up, and give their words back", async () => {
    const { box, add, sent } = outbox([NO]);
    add("cmt_a");
    add("cmt_b");
    await vi.waitFor(() => expect(sent).toEqual(["cmt_b"]));
    expect(box.all()).toMatchObject([{ id: "cmt_a", refusal: "Your role is viewer." }]);
    expect(box.take("cmt_a")?.text).toBe("Text of cmt_a");
    expect(window.localStorage.length).toBe(0);
  });

  test("wait for whoever was signed out", async () => {
    const { box, add, timers } = outbox([SIGNED_OUT]);
    add("cmt_a");
    await vi.waitFor(() => expect(timers).toHaveLength(1));
    expect(box.all()).toMatchObject([{ id: "cmt_a", refusal: null }]);
  });

  test("are sent as soon as the browser is online again", async () => {
    const { box, add, sent, timers } = outbox([AWAY]);
    const end = box.start();
    add("cmt_a");
    await vi.waitFor(() => expect(timers).toHaveLength(1));
    window.dispatchEvent(new Event("online"));
    await vi.waitFor(() => expect(sent).toEqual(["cmt_a"]));
    end();
  });

  test("are sent even where nothing can be kept", async () => {
    const full = vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
      throw new DOMException("full", "QuotaExceededError");
    });
    const { add, sent } = outbox();
    add("cmt_a");
    await vi.waitFor(() => expect(sent).toEqual(["cmt_a"]));
    full.mockRestore();
  });

  test("that somebody else wrote into the storage are passed over", () => {
    window.localStorage.setItem("sojourn-comment:map_x:cmt_a", "{broken");
    window.localStorage.setItem("sojourn-comment:map_x:cmt_b", '{"id": 1}');
    expect(outbox().box.all()).toEqual([]);
  });
});
