/** Whatever happens on the way: every browser ends with the server's map, and no acknowledged edit is lost. */
import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FakeServer, type Weather } from "./fake-server";
import type { LiveMap } from "./live-map";
import { Browser, card, MAP, named, rename, settle } from "./test-browser";

/** More by `SOJOURN_SCHEDULES=5000 npx vitest run src/live/schedules.test.ts`; fast-check prints the seed. */
const SCHEDULES = Number(process.env.SOJOURN_SCHEDULES ?? 300);

const ACTIONS = [
  "rename",
  "rename",
  "card",
  "card",
  "write",
  "remove",
  "undo",
  "redo",
  "kill",
  "cut",
  "back",
  "lose",
  "proxy",
  "store",
  "reload",
  "tell",
  "theirs",
  "viewer",
  "editor",
  "wait",
  "wait",
] as const;
const schedule = fc.record({
  seed: fc.nat(),
  steps: fc.array(
    fc.record({
      who: fc.nat({ max: 2 }),
      what: fc.constantFrom(...ACTIONS),
      stage: fc.constantFrom("stg_a", "stg_b"),
      text: fc.constantFrom("x", "y", "z"),
      n: fc.nat({ max: 4 }),
    }),
    { minLength: 10, maxLength: 60 },
  ),
});

/** Chance that a seed repeats. */
function chance(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
function weather(seed: number): Weather {
  const random = chance(seed);
  return {
    lag: () => (random() < 0.8 ? random() * 20 : random() * 900),
    doubles: () => random() < 0.2,
    newsFirst: () => random() < 0.5,
  };
}

interface Step {
  readonly what: (typeof ACTIONS)[number];
  readonly stage: string;
  readonly text: string;
  readonly n: number;
}

function edit(live: LiveMap, { what, stage, text, n }: Step): void {
  const { document: has, readOnly } = live.getState();
  const id = `crd_${n}`;
  if (what === "undo") live.undo();
  if (what === "redo") live.redo();
  if (readOnly) return;
  if (what === "rename" && has.stages[stage]) live.change(rename(stage, text));
  if (what === "card" && has.steps.stp_a && !has.cards[id]) live.change(card(id, text));
  if (what === "write" && has.cards[id])
    live.change({ do: "set", table: "cards", record_id: id, fields: { text } });
  if (what === "remove" && has.cards[id]) live.change({ do: "remove", table: "cards", record_id: id });
}

let theirs = 0;
async function befall(server: FakeServer, { what, stage, text }: Step): Promise<void> {
  if (what === "kill") server.kill();
  if (what === "cut") server.cut();
  if (what === "back") {
    server.down = server.losesAnswers = server.refusesSockets = server.storeFails = false;
  }
  if (what === "lose") server.losesAnswers = true;
  if (what === "proxy") server.refusesSockets = true;
  if (what === "store") server.storeFails = true;
  if (what === "tell") server.tellAll();
  if (what === "viewer" || what === "editor") server.setRole(what);
  if (what === "theirs") {
    theirs += 1;
    server.order([named(rename(stage, `${text} of others`), `op_theirs_${theirs}`)], null);
  }
  if (what === "wait") await vi.advanceTimersByTimeAsync(700);
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("whatever the order of edits, cuts, losses, roles and reloads: all end equal, nothing acknowledged is lost", async () => {
  await fc.assert(
    fc.asyncProperty(schedule, async ({ seed, steps }) => {
      const server = new FakeServer(MAP, weather(seed));
      const browsers = [new Browser(server), new Browser(server), new Browser(server)] as const;
      const lives = await Promise.all(browsers.map((browser) => browser.load()));
      for (const step of steps) {
        const live = lives[step.who];
        const browser = browsers[step.who];
        if (live === undefined || browser === undefined) throw new Error("There are three browsers.");
        edit(live, step);
        await befall(server, step);
        if (step.what === "reload" && !server.down) lives[step.who] = await browser.load();
      }
      server.down = server.losesAnswers = server.refusesSockets = server.storeFails = false;
      server.setRole("editor");
      await vi.advanceTimersByTimeAsync(45_000);
      server.tellAll();
      await vi.advanceTimersByTimeAsync(2_000);
      expect(new Set(server.log.map(({ operation }) => operation.id)).size).toBe(server.log.length);
      for (const live of lives) {
        expect(live.getState()).toMatchObject({ unsent: 0, status: "saved", readOnly: false });
        expect(live.getState().document).toEqual(server.document);
        live.dismissRefusals();
      }
      for (const { local } of browsers) expect(local.length).toBe(0);
      for (const browser of browsers) browser.close();
      await settle();
    }),
    { numRuns: SCHEDULES },
  );
}, 120_000);
