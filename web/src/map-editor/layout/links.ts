/** Where links between steps are drawn: arcs over the stations, each on a track where it meets no other. */
import type { Edit, Link, MapDocument } from "@/map-model";
import { newId } from "@/map-model";
import type { Planned } from "./edits";
import { targetOf } from "./target";

export type LinkKind = Link["kind"];
export const LINK_KINDS: readonly LinkKind[] = ["branch", "loop", "alternative"];

/** Height of a track that carries words. The strip stays in view, so it never grows beyond a few of them. */
const TRACK = 18;
const MOST_WIDE_TRACKS = 3;
const FOOT = 6;
/** Distance between the ends of links at one station. */
const PORT = 9;
/** How far a link from a step to itself reaches on either side. */
const SELF_REACH = 26;

export interface LinkArc {
  readonly link: Link;
  /** 0 is the lowest, next to the stations. */
  readonly track: number;
  readonly from: number;
  readonly to: number;
  /** Height of the level part. */
  readonly y: number;
  readonly path: string;
}
export interface LinkLayout {
  readonly arcs: readonly LinkArc[];
  readonly height: number;
  /** Whether there is room for words on every track. */
  readonly roomy: boolean;
}

const NOTHING: LinkLayout = { arcs: [], height: 0, roomy: true };

interface Span {
  readonly link: Link;
  readonly source: number;
  readonly target: number;
  readonly low: number;
  readonly high: number;
}

function spansOf(links: readonly Link[], places: ReadonlyMap<string, number>): Span[] {
  return links
    .flatMap((link) => {
      const source = places.get(link.source);
      const target = places.get(link.target);
      if (source === undefined || target === undefined) return [];
      const reach = source === target ? SELF_REACH : 0;
      const low = Math.min(source, target) - reach;
      return [{ link, source, target, low, high: Math.max(source, target) + reach }];
    })
    .sort((a, b) => a.high - a.low - (b.high - b.low) || a.low - b.low || (a.link.id < b.link.id ? -1 : 1));
}

/** Short links lie low and long ones over them; two that share more than an end never share a track. */
function trackOf(taken: readonly Span[][], { low, high }: Span): number {
  const free = taken.findIndex((track) => track.every((other) => other.high <= low || other.low >= high));
  return free === -1 ? taken.length : free;
}

function tracksOf(spans: readonly Span[]): ReadonlyMap<Span, number> {
  const taken: Span[][] = [];
  const tracks = new Map<Span, number>();
  for (const span of spans) {
    const track = trackOf(taken, span);
    tracks.set(span, track);
    taken[track] = [...(taken[track] ?? []), span];
  }
  return tracks;
}

interface End {
  readonly span: Span;
  readonly isSource: boolean;
  readonly goesRight: boolean;
  readonly track: number;
}

/** Order of the ends at a station, so that no upright part crosses a level one: high tracks stand in the middle. */
const byPort = (a: End, b: End): number => {
  if (a.goesRight !== b.goesRight) return a.goesRight ? 1 : -1;
  if (a.track !== b.track) return a.goesRight ? b.track - a.track : a.track - b.track;
  return Number(a.isSource) - Number(b.isSource);
};

function portsOf(tracks: ReadonlyMap<Span, number>): (span: Span, isSource: boolean) => number {
  const stations = new Map<number, End[]>();
  for (const [span, track] of tracks)
    for (const isSource of [true, false]) {
      const at = isSource ? span.source : span.target;
      const other = isSource ? span.target : span.source;
      const goesRight = span.source === span.target ? isSource : other > at;
      stations.set(at, [...(stations.get(at) ?? []), { span, isSource, goesRight, track }]);
    }
  const ports = new Map<string, number>();
  for (const [at, ends] of stations)
    ends.sort(byPort).forEach(({ span, isSource }, index) => {
      ports.set(`${span.link.id} ${isSource}`, at + (index - (ends.length - 1) / 2) * PORT);
    });
  return (span, isSource) => ports.get(`${span.link.id} ${isSource}`) ?? 0;
}

/** Up from the one station, level, and down to the other, with round corners. */
function pathOf(from: number, to: number, y: number, floor: number): string {
  const way = to >= from ? 1 : -1;
  const bend = Math.min(7, Math.abs(to - from) / 2, floor - y);
  return [
    `M${from},${floor}`,
    `V${y + bend}`,
    `Q${from},${y} ${from + way * bend},${y}`,
    `H${to - way * bend}`,
    `Q${to},${y} ${to},${y + bend}`,
    `V${floor}`,
  ].join("");
}

/** Every link of the map on its track, and how much height they take. */
export function layoutLinks(links: readonly Link[], places: ReadonlyMap<string, number>): LinkLayout {
  const spans = spansOf(links, places);
  if (spans.length === 0) return NOTHING;
  const tracks = tracksOf(spans);
  const count = Math.max(...tracks.values()) + 1;
  const roomy = count <= MOST_WIDE_TRACKS;
  const pitch = roomy ? TRACK : (MOST_WIDE_TRACKS * TRACK) / count;
  const height = count * pitch + FOOT;
  const portOf = portsOf(tracks);
  const arcs = spans.map((span) => {
    const track = tracks.get(span) ?? 0;
    const y = height - FOOT - track * pitch - pitch / 2;
    const self = span.source === span.target;
    const from = self ? span.high : portOf(span, true);
    const to = self ? span.low : portOf(span, false);
    return { link: span.link, track, from, to, y, path: pathOf(from, to, y, height) };
  });
  return { arcs, height, roomy };
}

/** What a link most likely is: back to where one was is a loop, on to another step a branch. */
export function likelyKind(order: readonly string[], source: string, target: string): LinkKind {
  return order.indexOf(target) <= order.indexOf(source) ? "loop" : "branch";
}

export function addLink(source: string, target: string, kind: LinkKind, title: string): Planned {
  const id = newId("lnk");
  const edit: Edit = { do: "add", table: "links", record: { id, source, target, kind, title } };
  return { edit, select: targetOf("link", id) };
}

/** The links of a step, those that leave it first. */
export function linksOf(map: MapDocument, step: string): readonly Link[] {
  const links = Object.values(map.links);
  return [
    ...links.filter(({ source }) => source === step),
    ...links.filter(({ source, target }) => target === step && source !== step),
  ];
}
