import { memo, useMemo, useState } from "react";
import { useLiveState } from "@/live";
import { useEditor, useIsSelected } from "../context";
import type { Column } from "../layout/grid";
import { type LinkArc, type LinkLayout, layoutLinks } from "../layout/links";
import { centresOfSteps, widthOf } from "../layout/places";
import { targetOf } from "../layout/target";
import { bypassesOf, isBypass } from "../reality/bypasses";
import { useReality } from "../reality/reality";
import { GridPart } from "./GridPart";
import classes from "./Links.module.css";

const NONE = null;

/** The links of the map over the columns as they stand, and the ways that real journeys take beside them. */
export function useLinkLayout(columns: readonly Column[]): LinkLayout {
  const links = useLiveState(({ document }) => document.links);
  const { view, told } = useReality();
  const bypasses = view === "think" || told === null ? NONE : told;
  return useMemo(
    () =>
      layoutLinks(
        [...Object.values(links), ...(bypasses === NONE ? [] : bypassesOf(bypasses))],
        centresOfSteps(columns),
      ),
    [links, columns, bypasses],
  );
}

export interface LinkStripProps {
  columns: readonly Column[];
  layout: LinkLayout;
}

/** Branches, loops and other ways: lines over the stations, each with its word. */
export const LinkStrip = memo(function LinkStrip({ columns, layout }: LinkStripProps) {
  const [pointed, setPointed] = useState<string | null>(null);
  if (layout.arcs.length === 0) return null;
  const titles = new Map(columns.map(({ step }) => [step?.id ?? "", step?.title ?? ""]));
  const width = widthOf(columns);
  return (
    <GridPart role="gridcell" className={classes.strip} data-roomy={layout.roomy || undefined}>
      <svg width={width} height={layout.height} viewBox={`0 0 ${width} ${layout.height}`} aria-hidden="true">
        {layout.arcs
          .filter(({ link }) => isBypass(link))
          .map(({ link, path, from, to }) => (
            <g key={link.id} className={classes.bypass} data-kind={link.kind}>
              <path d={path} />
              <circle cx={from} cy={layout.height - 2} r="2.5" />
              <path d={`M${to},${layout.height + 2} l-4.5,-8 h9 z`} className={classes.bypassHead} />
            </g>
          ))}
        {layout.arcs
          .filter(({ link }) => !isBypass(link))
          .map((arc) => (
            <Line
              key={arc.link.id}
              arc={arc}
              floor={layout.height}
              isPointed={pointed === arc.link.id}
              onPoint={setPointed}
            />
          ))}
      </svg>
      {layout.arcs.map((arc) => {
        const ends = {
          source: titles.get(arc.link.source) ?? "",
          target: titles.get(arc.link.target) ?? "",
        };
        return isBypass(arc.link) ? (
          <Bypass key={arc.link.id} arc={arc} {...ends} />
        ) : (
          <Chip
            key={arc.link.id}
            arc={arc}
            {...ends}
            isPointed={pointed === arc.link.id}
            onPoint={setPointed}
          />
        );
      })}
    </GridPart>
  );
});

interface Pointing {
  arc: LinkArc;
  isPointed: boolean;
  onPoint: (link: string | null) => void;
}

function Line({ arc, floor, isPointed, onPoint }: Pointing & { floor: number }) {
  const { session } = useEditor();
  const target = targetOf("link", arc.link.id);
  const selected = useIsSelected(target);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the word on the line is the button; this widens its aim.
    <g
      className={classes.line}
      data-kind={arc.link.kind}
      data-strong={isPointed || selected || undefined}
      data-selected={selected || undefined}
      onPointerEnter={() => onPoint(arc.link.id)}
      onPointerLeave={() => onPoint(null)}
      onClick={(event) => {
        event.stopPropagation();
        session.select(target);
      }}
    >
      <path d={arc.path} className={classes.aim} />
      <path d={arc.path} className={classes.way} />
      <circle cx={arc.from} cy={floor - 2} r="2.5" className={classes.begin} />
      <path d={`M${arc.to},${floor + 2} l-4.5,-8 h9 z`} className={classes.head} />
    </g>
  );
}

/** How many take a way that is not on the map, on its arc. */
function Bypass({
  arc: { link, from, to, y },
  source,
  target,
}: {
  arc: LinkArc;
  source: string;
  target: string;
}) {
  const { t } = useEditor();
  const way = link.kind === "loop" ? "reality.arcBack" : "reality.arcPast";
  const words = t(way, { share: link.title, source, target });
  return (
    <span
      className={classes.bypassChip}
      style={{ left: (from + to) / 2, top: y }}
      title={words}
      role="img"
      aria-label={words}
    >
      {link.title}
    </span>
  );
}

interface ChipProps extends Pointing {
  source: string;
  target: string;
}

function Chip({ arc: { link, from, to, y }, source, target: goal, isPointed, onPoint }: ChipProps) {
  const { t, session } = useEditor();
  const target = targetOf("link", link.id);
  const selected = useIsSelected(target);
  const kind = t(`linkKind.${link.kind}`);
  return (
    <button
      type="button"
      className={classes.chip}
      style={{
        left: (from + to) / 2,
        top: y,
        maxWidth: Math.max(96, Math.abs(to - from) - 28),
      }}
      data-kind={link.kind}
      data-pointed={isPointed || undefined}
      data-selected={selected || undefined}
      data-target={target}
      tabIndex={selected ? 0 : -1}
      aria-pressed={selected}
      aria-label={[t("links.fromTo", { kind, source, target: goal }), link.title].filter(Boolean).join(": ")}
      title={[t("links.fromTo", { kind, source, target: goal }), link.title].filter(Boolean).join(": ")}
      onPointerEnter={() => onPoint(link.id)}
      onPointerLeave={() => onPoint(null)}
      onDoubleClick={(event) => event.stopPropagation()}
      onClick={(event) => {
        event.stopPropagation();
        session.select(target);
      }}
    >
      {link.title === "" ? kind : link.title}
    </button>
  );
}
