/** What the tests of the live map share: a small map, edits, and browsers that can be opened anew. */
import { vi } from "vitest";
import { documentFrom, type Edit, type Operation } from "@/map-model";
import { type FakeServer, MemoryStorage } from "./fake-server";
import { LiveMap } from "./live-map";

export const MAP = documentFrom({
  map: { id: "map_shop", title: "Shop" },
  stages: {
    stg_a: { id: "stg_a", order: "a0", title: "Find" },
    stg_b: { id: "stg_b", order: "a1", title: "Buy" },
  },
  steps: { stp_a: { id: "stp_a", stage: "stg_a", order: "a0", title: "Search" } },
  lanes: { lan_a: { id: "lan_a", order: "a0", kind: "actions", title: "Actions" } },
});

export const rename = (record_id: string, title: string): Edit => ({
  do: "set",
  table: "stages",
  record_id,
  fields: { title },
});
export const card = (id: string, text: string): Edit => ({
  do: "add",
  table: "cards",
  record: { id, lane: "lan_a", step: "stp_a", order: "a0", text },
});
export const named = (edit: Edit, id: string): Operation => ({ ...edit, id });

/** Long enough for frames to come and go; short enough that no try is made again. */
export const settle = () => vi.advanceTimersByTimeAsync(100);
/** Long enough for whatever stands still to be tried again. */
export const later = () => vi.advanceTimersByTimeAsync(15_000);

/** A browser tab: what it keeps outlives a reload. */
export class Browser {
  readonly session = new MemoryStorage();
  private stop: () => void = () => undefined;

  constructor(
    private readonly server: FakeServer,
    readonly local = new MemoryStorage(),
    private readonly user = "usr_me",
  ) {}

  /** Opens the map anew, as a reload does. */
  async load(): Promise<LiveMap> {
    this.close();
    const { local, session, user } = this;
    const live = await LiveMap.open({
      mapId: "map_shop",
      transport: this.server.transport(),
      local,
      session,
      user,
      random: () => 0.5,
    });
    this.stop = live.start();
    return live;
  }

  close(): void {
    this.stop();
  }
}
