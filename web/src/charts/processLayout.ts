/** Places the events of a process graph in ranks, and routes the transitions between them. */
import { graphlib, layout } from "@dagrejs/dagre";
import { curveBasis, line } from "d3-shape";
import { END, START, type Way } from "./mainRoad";

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

const NODE_HEIGHT = 46;
const TERMINAL = 30;
const LETTER = 7.3;
const THINNEST = 1;
const THICKEST = 11;

const smooth = line<{ x: number; y: number }>()
  .x((point) => point.x)
  .y((point) => point.y)
  .curve(curveBasis);

const isTerminal = (event: string) => event === START || event === END;

/** Wide enough for the name in the text font, without measuring. */
export const nodeWidth = (event: string): number => Math.min(300, Math.max(104, event.length * LETTER + 34));

/** Stroke widths grow with the square root, so that a thin way stays visible beside the main road. */
export function wayWidth(count: number, most: number): number {
  return most === 0 ? THINNEST : THINNEST + (THICKEST - THINNEST) * Math.sqrt(count / most);
}

export function layoutProcess<W extends Way>(ways: readonly W[]): ProcessLayout<W> {
  const graph = new graphlib.Graph({ directed: true });
  graph.setGraph({ rankdir: "TB", nodesep: 34, ranksep: 52, edgesep: 22, marginx: 24, marginy: 24 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const event of new Set(ways.flatMap((way) => [way.from, way.to])))
    graph.setNode(
      event,
      isTerminal(event)
        ? { width: TERMINAL, height: TERMINAL }
        : { width: nodeWidth(event), height: NODE_HEIGHT },
    );
  for (const way of ways)
    graph.setEdge(way.from, way.to, {
      width: 54,
      height: 16,
      labelpos: "c",
      weight: 1 + Math.round(Math.log10(Math.max(1, way.count))),
    });
  layout(graph);
  const most = Math.max(0, ...ways.map((way) => way.count));
  const size = graph.graph() as { width?: number; height?: number };
  return {
    width: size.width ?? 0,
    height: size.height ?? 0,
    events: graph.nodes().map((event) => {
      const { x, y, width, height } = graph.node(event) as PlacedEvent;
      return { event, x, y, width, height };
    }),
    ways: ways.map((way) => {
      const edge = graph.edge(way.from, way.to) as {
        points: { x: number; y: number }[];
        x: number;
        y: number;
      };
      return {
        way,
        path: smooth(edge.points) ?? "",
        labelX: edge.x,
        labelY: edge.y,
        width: wayWidth(way.count, most),
      };
    }),
  };
}
