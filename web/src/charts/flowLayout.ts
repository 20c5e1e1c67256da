/** Places a flow's columns and ribbons. Every column holds all customers, so all columns are equally high. */
import { type SankeyGraph, type SankeyLink, type SankeyNode, sankey, sankeyLinkHorizontal } from "d3-sankey";

export interface FlowNode {
  position: number;
  event: string;
  customers: number;
  share: number;
}

export interface FlowLink {
  position: number;
  from: string;
  to: string;
  customers: number;
}

interface Extra {
  id: string;
  place: FlowNode;
  column: number;
}

type Node = SankeyNode<Extra, { link: FlowLink }>;

export interface PlacedFlowNode extends FlowNode {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface PlacedFlowLink extends FlowLink {
  path: string;
  width: number;
}

export interface FlowLayout {
  nodes: PlacedFlowNode[];
  links: PlacedFlowLink[];
}

const idOf = (position: number, event: string) => `${position} ${event}`;
const REST = ["(other)", "(left)", "(not yet)"];
const rank = (event: string) => REST.indexOf(event);

/** The busiest events on top; what is gathered or over at the bottom. */
const inOrder = (a: Node, b: Node): number =>
  rank(a.place.event) - rank(b.place.event) || b.place.customers - a.place.customers;

/** Positions count 0, 1, 2 … after an anchor, and 0, -1, -2 … before it: columns always run left to right. */
export function layoutFlow(
  nodes: readonly FlowNode[],
  links: readonly FlowLink[],
  {
    width,
    height,
    nodeWidth = 12,
    gap = 10,
  }: { width: number; height: number; nodeWidth?: number; gap?: number },
): FlowLayout {
  const shown = nodes.filter((node) => node.customers > 0);
  if (shown.length === 0) return { nodes: [], links: [] };
  const positions = [...new Set(shown.map((node) => node.position))].sort((a, b) => a - b);
  const known = new Set(shown.map((node) => idOf(node.position, node.event)));
  const joined = links.filter(
    (link) =>
      link.customers > 0 &&
      known.has(idOf(link.position, link.from)) &&
      known.has(idOf(link.position + 1, link.to)),
  );
  const layout = sankey<Extra, { link: FlowLink }>()
    .nodeId((node) => node.id)
    .nodeAlign((node) => node.column)
    .nodeSort(inOrder)
    .nodeWidth(nodeWidth)
    .nodePadding(gap)
    .extent([
      [0, 0],
      [width, height],
    ]);
  const graph: SankeyGraph<Extra, { link: FlowLink }> = layout({
    nodes: shown.map((place) => ({
      id: idOf(place.position, place.event),
      place,
      column: positions.indexOf(place.position),
      fixedValue: place.customers,
    })),
    links: joined.map((link) => ({
      source: idOf(link.position, link.from),
      target: idOf(link.position + 1, link.to),
      value: link.customers,
      link,
    })),
  });
  const path = sankeyLinkHorizontal<Extra, { link: FlowLink }>();
  return {
    nodes: graph.nodes.map((node) => ({ ...node.place, ...boxOf(node) })),
    links: graph.links.map((link: SankeyLink<Extra, { link: FlowLink }>) => ({
      ...link.link,
      path: path(link) ?? "",
      width: Math.max(0.75, link.width ?? 0),
    })),
  };
}

function boxOf({ x0 = 0, x1 = 0, y0 = 0, y1 = 0 }: Node) {
  return { x: x0, y: y0, width: x1 - x0, height: Math.max(1, y1 - y0) };
}
