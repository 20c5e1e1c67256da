import { useMemo, useState } from "react";
import type { EventColor } from "./eventColors";
import classes from "./FlowChart.module.css";
import { type FlowLink, type FlowNode, layoutFlow, type PlacedFlowNode } from "./flowLayout";

export interface FlowChartProps {
  nodes: readonly FlowNode[];
  links: readonly FlowLink[];
  label: string;
  nodeLabel: (node: FlowNode) => string;
  linkLabel: (link: FlowLink) => string;
  columnLabel: (position: number) => string;
  nameOf: (event: string) => string;
  colorOf: (event: string) => EventColor;
}

const COLUMN = 190;
const LABEL_SPACE = 170;
const HEIGHT = 520;
const HEAD = 30;
const LABELLED_FROM = 13;
const LETTERS = 23;

const shortened = (name: string) => (name.length <= LETTERS ? name : `${name.slice(0, LETTERS - 1)}…`);

/** Where customers go next, column by column; every column is everybody. */
export function FlowChart(props: FlowChartProps) {
  const { nodes, links, label, colorOf } = props;
  const columns = new Set(nodes.map((node) => node.position)).size;
  const width = Math.max(1, columns - 1) * COLUMN + LABEL_SPACE;
  const placed = useMemo(
    () => layoutFlow(nodes, links, { width: width - LABEL_SPACE + 12, height: HEIGHT }),
    [nodes, links, width],
  );
  const [pointed, setPointed] = useState<FlowNode | null>(null);
  const touches = (link: FlowLink) =>
    pointed === null ||
    (link.position === pointed.position && link.from === pointed.event) ||
    (link.position + 1 === pointed.position && link.to === pointed.event);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide picture is scrolled with keys
    <section className={classes.scroll} tabIndex={0} aria-label={label}>
      <svg
        viewBox={`0 0 ${width} ${HEIGHT + HEAD + 4}`}
        className={classes.picture}
        style={{ minWidth: `${width * 0.8}px`, maxWidth: `${width * 1.25}px` }}
        role="img"
        aria-label={label}
      >
        <g transform={`translate(0 ${HEAD})`}>
          {placed.links.map((link) => (
            <path
              key={`${link.position} ${link.from} ${link.to}`}
              d={link.path}
              fill="none"
              stroke={colorOf(link.from).base}
              strokeWidth={link.width}
              className={classes.ribbon}
              data-faded={!touches(link) || undefined}
            >
              <title>{props.linkLabel(link)}</title>
            </path>
          ))}
          {placed.nodes.map((node) => (
            <Column key={`${node.position} ${node.event}`} node={node} onPoint={setPointed} {...props} />
          ))}
        </g>
        <ColumnHeads nodes={placed.nodes} columnLabel={props.columnLabel} />
      </svg>
    </section>
  );
}

function ColumnHeads({
  nodes,
  columnLabel,
}: {
  nodes: readonly PlacedFlowNode[];
  columnLabel: (position: number) => string;
}) {
  const heads = new Map(nodes.map((node) => [node.position, node.x]));
  return [...heads].map(([position, x]) => (
    <text key={position} x={x} y="14" className={classes.head}>
      {columnLabel(position)}
    </text>
  ));
}

interface ColumnProps extends FlowChartProps {
  node: PlacedFlowNode;
  onPoint: (node: FlowNode | null) => void;
}

function Column({ node, nodeLabel, nameOf, colorOf, onPoint }: ColumnProps) {
  const color = colorOf(node.event);
  return (
    <g onPointerEnter={() => onPoint(node)} onPointerLeave={() => onPoint(null)}>
      <rect x={node.x} y={node.y} width={node.width} height={node.height} rx="2" fill={color.base} />
      {node.height >= LABELLED_FROM && (
        <text x={node.x + node.width + 6} y={node.y + node.height / 2} className={classes.name}>
          <tspan dy={node.height >= 30 ? "-0.2em" : "0.35em"}>{shortened(nameOf(node.event))}</tspan>
          {node.height >= 30 && (
            <tspan x={node.x + node.width + 6} dy="1.2em" className={classes.detail}>
              {nodeLabel(node)}
            </tspan>
          )}
        </text>
      )}
      <title>{`${nameOf(node.event)}: ${nodeLabel(node)}`}</title>
    </g>
  );
}
