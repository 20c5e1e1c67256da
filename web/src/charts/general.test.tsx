import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { BandLine } from "./BandLine";
import { dotDomain, dotPlace, dotTicks, sideOf } from "./dotLayout";
import { HeatTable } from "./HeatTable";
import { heatLevel } from "./heatLevel";
import { bandPath, domainsOf, type Frame, linePath, nearest } from "./lineLayout";

/** jsdom lays nothing out, so nothing ever changes its size. */
class SizeWatcher implements ResizeObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}

beforeEach(() => vi.stubGlobal("ResizeObserver", SizeWatcher));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const frame: Frame = { width: 100, height: 50, x: [0, 2], y: [0, 1] };
const points = [
  { x: 0, value: 1, low: 0.9, high: 1 },
  { x: 1, value: 0.5, low: 0.4, high: 0.6 },
  { x: 2, value: 0, low: 0, high: 0.2 },
];

describe("heat", () => {
  it("shows a little as more than nothing, and all as the deepest", () => {
    expect(heatLevel(0, [0, 1])).toBe(0);
    expect(heatLevel(0.0001, [0, 1])).toBeGreaterThan(0);
    expect(heatLevel(1, [0, 1])).toBe(1);
    expect(heatLevel(7, [0, 1])).toBe(1);
  });

  it("does not divide by nothing where all values are alike", () => {
    expect(heatLevel(0, [0, 0])).toBe(0);
    expect(heatLevel(3, [0, 0])).toBe(1);
  });

  it("tells what is not known from zero", () => {
    render(
      <HeatTable
        caption="Who came back"
        corner="Began"
        columns={[
          { key: "0", name: "0" },
          { key: "1", name: "1" },
        ]}
        rows={[{ key: "a", name: "January", cells: [{ value: 0, text: "0 %", detail: "0 of 5" }, null] }]}
        noneLabel="not over yet"
      />,
    );
    const cells = screen.getAllByRole("cell").map((cell) => cell.textContent);
    expect(cells).toEqual(["0 %", "not over yet"]);
  });
});

describe("lines", () => {
  it("joins points, or holds each until the next", () => {
    expect(linePath(points, frame)).toBe("M0 0L50 25L100 50");
    expect(linePath(points, frame, true)).toBe("M0 0L50 0L50 25L100 25L100 50");
  });

  it("draws no band where there are no intervals", () => {
    expect(bandPath([{ x: 0, value: 1 }], frame)).toBe("");
    expect(bandPath(points, frame)).toBe("M0 0L50 20L100 40L100 50L50 30L0 5Z");
  });

  it("reaches up to the highest bound", () => {
    expect(domainsOf([points])).toEqual({ x: [0, 2], y: [0, 1] });
    expect(domainsOf([[{ x: 3, value: 0 }]]).y).toEqual([0, 1]);
  });

  it("finds the nearest place", () => {
    expect(nearest([0, 10, 20], 14)).toBe(1);
    expect(nearest([0, 10, 20], 99)).toBe(2);
  });

  it("is read with the arrow keys", () => {
    render(
      <BandLine
        lines={[{ name: "all", points, color: "red" }]}
        label="Curve"
        xLabel={(x) => `week ${x}`}
        yLabel={String}
        pointLabel={(point) => `${point.value}`}
        hint="Move along"
      />,
    );
    const curve = screen.getByRole("slider", { name: "Curve" });
    fireEvent.keyDown(curve, { key: "ArrowRight" });
    fireEvent.keyDown(curve, { key: "ArrowRight" });
    expect(curve.getAttribute("aria-valuetext")).toBe("week 1: 0.5");
    fireEvent.keyDown(curve, { key: "End" });
    expect(screen.getByText("week 2: 0")).toBeTruthy();
  });
});

describe("dots", () => {
  it("holds every value and the reference, and cuts an interval that would press them together", () => {
    const dots = [
      { value: 1, low: 0.5, high: 1.5 },
      { value: 1.5, low: 1, high: 2 },
      { value: 2, low: -90, high: 90 },
    ];
    expect(dotDomain(dots, 0, "linear")).toEqual([-1, 3]);
  });

  it("shows wide intervals whole where all are wide", () => {
    const dots = [
      { value: 0, low: -9, high: 9 },
      { value: 0, low: -8, high: 8 },
    ];
    expect(dotDomain(dots, 0, "linear")).toEqual([-9, 9]);
  });

  it("has room even where all values are the reference", () => {
    const [low, high] = dotDomain([{ value: 0, low: 0, high: 0 }], 0, "linear");
    expect(high).toBeGreaterThan(low);
  });

  it("halves and doubles alike on a logarithmic axis", () => {
    expect(dotPlace(1, [0.5, 2], "log")).toBeCloseTo(0.5);
    expect(dotPlace(0, [0.5, 2], "log")).toBe(0);
    expect(dotTicks([0.4, 3], "log")).toEqual([0.5, 1, 2]);
  });

  it("is sure of a side only where the whole interval is there", () => {
    expect(sideOf({ value: 2, low: 1, high: 3 }, 0)).toBe("above");
    expect(sideOf({ value: -2, low: -3, high: -1 }, 0)).toBe("below");
    expect(sideOf({ value: 2, low: -1, high: 3 }, 0)).toBe("unsure");
    expect(sideOf({ value: 2 }, 0)).toBe("unsure");
  });
});
