/** Places the events of a process graph in ranks, and routes the transitions between them. */
import { graphlib, layout } from "@dagrejs/dagre";
import { curveBasis, line } from "d3-shape";
import { END, START, type Way } from "./ways";

export interface PlacedEvent {
  event: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface PlacedWay<W extends Way> {
  way: W;
  path: string;
  labelX: number;
  labelY: number;
  /** Stroke width. */
  width: number;
}

export interface ProcessLayout<W extends Way> {
  width: number;
  height: number;
  events: PlacedEvent[];
  ways: PlacedWay<W>[];
}

const NODE_HEIGHT = 44;
const TERMINAL = 30;
const LETTER = 7.3;
const SMALL_LETTER = 6.1;
const LOOP = 46;
const THINNEST = 1;
const THICKEST = 11;

const smooth = line<{ x: number; y: number }>()
  .x((point) => point.x)
  .y((point) => point.y)
  .curve(curveBasis);

const isTerminal = (event: string) => event === START || event === END;

/** Wide enough for both lines in the text font, without measuring. */
export const nodeWidth = (event: string, detail: string): number =>
  Math.min(320, Math.max(104, event.length * LETTER + 34, detail.length * SMALL_LETTER + 34));

/** Where a line from the middle of an event towards a point leaves its plate. */
export function borderOf({ x, y, width, height }: PlacedEvent, towards: { x: number; y: number }) {
  const [dx, dy] = [towards.x - x, towards.y - y];
  if (dx === 0 && dy === 0) return { x, y };
  const scale = Math.min(width / 2 / Math.abs(dx || 1e-9), height / 2 / Math.abs(dy || 1e-9));
  return { x: x + dx * scale, y: y + dy * scale };
}

/** A loop at the event's right side, from its upper to its lower half. */
function loop({ x, y, width, height }: PlacedEvent): { path: string; labelX: number; labelY: number } {
  const right = x + width / 2;
  const [above, below] = [y - height / 4, y + height / 4];
  return {
    path: `M${right} ${above}C${right + LOOP} ${above - LOOP / 2} ${right + LOOP} ${below + LOOP / 2} ${right} ${below}`,
    labelX: right + LOOP * 0.78,
    labelY: y,
  };
}

/** Stroke widths grow with the square root, so that a thin way stays visible beside the main road. */
export function wayWidth(count: number, most: number): number {
  return most === 0 ? THINNEST : THINNEST + (THICKEST - THINNEST) * Math.sqrt(count / most);
}

/** The way's points, with its ends on the plates themselves and not on the room kept for loops. */
function joined(points: readonly { x: number; y: number }[], from?: PlacedEvent, to?: PlacedEvent) {
  const inner = points.slice(1, -1);
  const [first, last] = [inner[0] ?? points.at(-1), inner.at(-1) ?? points[0]];
  if (from === undefined || to === undefined || first === undefined || last === undefined) return [...points];
  return [borderOf(from, first), ...inner, borderOf(to, last)];
}

export function layoutProcess<W extends Way>(
  ways: readonly W[],
  detailOf: (event: string) => string = () => "",
): ProcessLayout<W> {
  const loops = new Set(ways.filter((way) => way.from === way.to).map((way) => way.from));
  /** A loop needs room at both sides, so that the event stays in the middle of its box. */
  const boxWidth = (event: string) => nodeWidth(event, detailOf(event)) + (loops.has(event) ? 2 * LOOP : 0);
  const graph = new graphlib.Graph({ directed: true });
  graph.setGraph({ rankdir: "TB", nodesep: 30, ranksep: 40, edgesep: 18, marginx: 24, marginy: 24 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const event of new Set(ways.flatMap((way) => [way.from, way.to])))
    graph.setNode(
      event,
      isTerminal(event)
        ? { width: TERMINAL, height: TERMINAL }
        : { width: boxWidth(event), height: NODE_HEIGHT },
    );
  for (const way of ways.filter(({ from, to }) => from !== to))
    graph.setEdge(way.from, way.to, {
      width: 54,
      height: 16,
      labelpos: "c",
      weight: 1 + Math.round(Math.log10(Math.max(1, way.count))),
    });
  layout(graph);
  const events = graph.nodes().map((event) => {
    const { x, y, width, height } = graph.node(event) as PlacedEvent;
    return { event, x, y, width: loops.has(event) ? width - 2 * LOOP : width, height };
  });
  const placeOf = new Map(events.map((event) => [event.event, event]));
  const most = Math.max(0, ...ways.map((way) => way.count));
  const size = graph.graph() as { width?: number; height?: number };
  return {
    width: size.width ?? 0,
    height: size.height ?? 0,
    events,
    ways: ways.map((way) => {
      const width = wayWidth(way.count, most);
      const turning = way.from === way.to ? placeOf.get(way.from) : undefined;
      if (turning !== undefined) return { way, width, ...loop(turning) };
      const edge = graph.edge(way.from, way.to) as {
        points: { x: number; y: number }[];
        x: number;
        y: number;
      };
      return {
        way,
        path: smooth(joined(edge.points, placeOf.get(way.from), placeOf.get(way.to))) ?? "",
        labelX: edge.x,
        labelY: edge.y,
        width,
      };
    }),
  };
}
