import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eventColors } from "./eventColors";
import { type FlowLink, type FlowNode, layoutFlow } from "./flowLayout";
import { placeOf, ticksOf } from "./histogramLayout";
import { layoutProcess, wayWidth } from "./processLayout";
import { stationsOf } from "./RouteThumbnail";
import { tokensOf } from "./sequence";
import { fitted, zoomedAt } from "./useViewport";
import { END, START } from "./ways";

const way = (from: string, to: string, count: number) => ({ from, to, count });

const STORE = [
  way(START, "visit", 100),
  way("visit", "cart", 60),
  way("visit", END, 40),
  way("cart", "order", 45),
  way("cart", "visit", 5),
  way("cart", END, 10),
  way("order", END, 45),
];

describe("the process graph", () => {
  it("places every event once, inside the picture, and draws every way", () => {
    const placed = layoutProcess(STORE);
    expect(placed.events.map(({ event }) => event).sort()).toEqual(
      [END, START, "cart", "order", "visit"].sort(),
    );
    for (const { x, y, width, height } of placed.events) {
      expect(x - width / 2).toBeGreaterThanOrEqual(0);
      expect(y + height / 2).toBeLessThanOrEqual(placed.height);
    }
    for (const drawn of placed.ways) expect(drawn.path).toMatch(/^M[\d.]/);
  });

  it("draws an event that follows itself", () => {
    const placed = layoutProcess([way(START, "a", 2), way("a", "a", 5), way("a", END, 2)]);
    expect(placed.ways[1]?.path).toMatch(/^M[\d.]/);
  });

  it("begins a way on the plate of its event, also where a loop keeps room beside it", () => {
    const looped = [...STORE, way("visit", "visit", 30)];
    const placed = layoutProcess(looped);
    const visit = placed.events.find(({ event }) => event === "visit");
    const out = placed.ways.find((one) => one.way.from === "visit" && one.way.to === "cart");
    const [x = 0, y = 0] =
      /^M([\d.]+),([\d.]+)/
        .exec(out?.path ?? "")
        ?.slice(1)
        .map(Number) ?? [];
    expect(Math.abs(x - (visit?.x ?? 0))).toBeLessThanOrEqual((visit?.width ?? 0) / 2 + 0.01);
    expect(Math.abs(y - (visit?.y ?? 0))).toBeLessThanOrEqual((visit?.height ?? 0) / 2 + 0.01);
  });

  it("widens a way with its traffic", () => {
    expect(wayWidth(100, 100)).toBeGreaterThan(wayWidth(25, 100));
    expect(wayWidth(1, 100)).toBeGreaterThanOrEqual(1);
  });
});

describe("the flow", () => {
  const nodes: FlowNode[] = [
    { position: 0, event: "visit", customers: 100, share: 1 },
    { position: 1, event: "cart", customers: 60, share: 0.6 },
    { position: 1, event: "(left)", customers: 40, share: 0.4 },
    { position: 2, event: "order", customers: 45, share: 0.45 },
    { position: 2, event: "(left)", customers: 55, share: 0.55 },
  ];
  const links: FlowLink[] = [
    { position: 0, from: "visit", to: "cart", customers: 60 },
    { position: 0, from: "visit", to: "(left)", customers: 40 },
    { position: 1, from: "cart", to: "order", customers: 45 },
    { position: 1, from: "cart", to: "(left)", customers: 15 },
    { position: 1, from: "(left)", to: "(left)", customers: 40 },
  ];

  it("gives every customer the same height in every column", () => {
    const placed = layoutFlow(nodes, links, { width: 600, height: 300, gap: 0 });
    const heights = placed.nodes.map(({ height, customers }) => height / customers);
    for (const height of heights) expect(height).toBeCloseTo(3, 6);
  });

  it("sets columns by position, with those who left at the bottom", () => {
    const placed = layoutFlow(nodes, links, { width: 600, height: 300 });
    const at = (position: number, event: string) =>
      placed.nodes.find((node) => node.position === position && node.event === event);
    expect(at(0, "visit")?.x).toBeLessThan(at(1, "cart")?.x ?? 0);
    expect(at(2, "(left)")?.y).toBeGreaterThan(at(2, "order")?.y ?? 0);
    expect(placed.links).toHaveLength(links.length);
  });

  it("runs from left to right before an anchor too", () => {
    const before = nodes.map((node) => ({ ...node, position: node.position - 2 }));
    const joined = links.map((link) => ({ ...link, position: link.position - 2 }));
    const placed = layoutFlow(before, joined, { width: 600, height: 300 });
    expect(placed.nodes.find((node) => node.position === 0)?.x).toBeCloseTo(588, 6);
    expect(placed.links).toHaveLength(links.length);
  });

  it("draws nothing from nothing", () => {
    expect(layoutFlow([], [], { width: 600, height: 300 })).toEqual({ nodes: [], links: [] });
  });
});

describe("the histogram", () => {
  const bins = [
    { low: 1, high: 10, customers: 1 },
    { low: 10, high: 100, customers: 5 },
    { low: 100, high: 1000, customers: 2 },
  ];

  it("places a value by its logarithm inside its bin", () => {
    expect(placeOf(10, bins)).toBeCloseTo(1 / 3);
    expect(placeOf(Math.sqrt(1000), bins)).toBeCloseTo(0.5);
    expect(placeOf(5000, bins)).toBe(1);
  });

  it("never goes back", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 1000, noNaN: true }),
        fc.double({ min: 1, max: 1000, noNaN: true }),
        (a, b) => {
          expect(placeOf(Math.min(a, b), bins)).toBeLessThanOrEqual(placeOf(Math.max(a, b), bins));
        },
      ),
    );
  });

  it("marks the edges of the bins where they are, the last too", () => {
    expect(ticksOf(bins).map(({ seconds }) => seconds)).toEqual([1, 10, 100, 1000]);
    for (const { seconds, place } of ticksOf(bins)) expect(placeOf(seconds, bins)).toBeCloseTo(place);
    expect(ticksOf(bins, 2).map(({ seconds }) => seconds)).toEqual([1, 1000]);
  });
});

describe("small pictures", () => {
  it("writes repeats in a row once", () => {
    expect(tokensOf(["a", "a", "b", "a"])).toEqual([
      { event: "a", times: 2 },
      { event: "b", times: 1 },
      { event: "a", times: 1 },
    ]);
  });

  it("gives every event one colour, and the first sixteen different ones", () => {
    const names = Array.from({ length: 16 }, (_, index) => `event ${index}`);
    const colorOf = eventColors(names);
    expect(new Set(names.map((name) => colorOf(name).base)).size).toBe(16);
    expect(colorOf("event 3")).toEqual(eventColors(names)("event 3"));
    expect(colorOf("(left)").base).toBe("var(--sj-strong-line)");
  });

  it("draws the same map always the same, inside its frame", () => {
    const stages = [{ title: "See" }, { title: "Buy" }, { title: "Use" }];
    expect(stationsOf(stages)).toEqual(stationsOf(stages));
    for (const { x, y } of stationsOf(stages)) {
      expect(x).toBeGreaterThan(0);
      expect(y).toBeGreaterThan(8);
      expect(y).toBeLessThan(88);
    }
  });
});

describe("pan and zoom", () => {
  it("keeps the point under the pointer where it is", () => {
    const before = { x: 10, y: 20, scale: 1 };
    const after = zoomedAt(before, 2, 110, 220);
    expect((110 - after.x) / after.scale).toBeCloseTo((110 - before.x) / before.scale);
    expect((220 - after.y) / after.scale).toBeCloseTo((220 - before.y) / before.scale);
  });

  it("shows the whole picture, and never enlarges it", () => {
    expect(fitted({ width: 2000, height: 500 }, { width: 1000, height: 500 }).scale).toBe(0.5);
    expect(fitted({ width: 100, height: 50 }, { width: 1000, height: 500 }).scale).toBe(1);
  });
});
