import { useElementSize } from "@mantine/hooks";
import { IconUnlink } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { MapSummary } from "@/api";
import { RouteThumbnail } from "@/charts/RouteThumbnail";
import classes from "./Atlas.module.css";
import { atlasLayout, type Place } from "./layout";
import type { Atlas, AtlasWay } from "./queries";

const CARD = { width: 264, height: 164 };
const GAP = { x: 92, y: 44 };
/** Left of the first column, for ways that lead back to it. */
const MARGIN = 28;
/** How far below the ways from the left those from the right arrive. */
const BESIDE = 26;

const leftOf = ({ column }: Place) => MARGIN + column * (CARD.width + GAP.x);
const topOf = ({ row }: Place) => row * (CARD.height + GAP.y);

/** The maps as small routes, joined by who opens whom. */
export function AtlasPicture({ atlas }: { atlas: Atlas }) {
  const { t } = useTranslation("atlas");
  const { ref, width } = useElementSize();
  const [pointed, setPointed] = useState<string | null>(null);
  const across = Math.max(1, Math.floor((width - MARGIN + GAP.x) / (CARD.width + GAP.x)));
  const real = atlas.ways.filter((way) => way.opens !== null);
  const layout = atlasLayout(
    atlas.maps.map(({ id }) => id),
    real.map((way) => ({ from: way.map, to: way.opens ?? "" })),
    across,
  );
  const places = new Map(layout.places.map((place) => [place.id, place]));
  const size = {
    width: MARGIN + layout.columns * (CARD.width + GAP.x) - GAP.x,
    height: layout.rows * (CARD.height + GAP.y),
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
    <section ref={ref} className={classes.view} aria-label={t("picture")} tabIndex={0}>
      <div className={classes.sheet} style={size}>
        <svg className={classes.lines} width={size.width} height={size.height} aria-hidden="true">
          {real.map((way) => (
            <WayLine key={`${way.map}/${way.step}`} way={way} places={places} pointed={pointed} />
          ))}
        </svg>
        {atlas.maps.map((map) => {
          const place = places.get(map.id);
          return place === undefined ? null : (
            <MapNode
              key={map.id}
              map={map}
              place={place}
              broken={atlas.ways.filter((way) => way.map === map.id && way.opens === null)}
              opens={atlas.ways.filter((way) => way.map === map.id && way.opens !== null)}
              onPoint={setPointed}
            />
          );
        })}
      </div>
    </section>
  );
}

interface WayLineProps {
  way: AtlasWay;
  places: ReadonlyMap<string, Place>;
  pointed: string | null;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

const curve = (start: Point, end: Point): string => {
  const bend = Math.max(GAP.x / 2, (end.x - start.x) / 2.2);
  return `M${start.x} ${start.y}C${start.x + bend} ${start.y} ${end.x - bend} ${end.y} ${end.x} ${end.y}`;
};

/** Back to the left, between the rows and the columns, so that no card lies over it. */
const backPath = (start: Point, end: Point): string =>
  `M${start.x} ${start.y}V${start.y + GAP.y / 2}H${end.x - MARGIN / 2}V${end.y}H${end.x}`;

/** From the card that opens to the card that is opened. */
function WayLine({ way, places, pointed }: WayLineProps) {
  const from = places.get(way.map);
  const to = places.get(way.opens ?? "");
  if (from === undefined || to === undefined || from === to) return null;
  const isBack = to.column <= from.column;
  const end = { x: leftOf(to) - 7, y: topOf(to) + CARD.height / 2 + (isBack ? BESIDE : 0) };
  const start = isBack
    ? { x: leftOf(from) + CARD.width / 2, y: topOf(from) + CARD.height }
    : { x: leftOf(from) + CARD.width, y: topOf(from) + CARD.height / 2 };
  const isPointed = pointed === way.map || pointed === way.opens;
  return (
    <g className={classes.line} data-pointed={isPointed || undefined}>
      <path d={isBack ? backPath(start, end) : curve(start, end)} className={classes.track} />
      <circle cx={start.x} cy={start.y} r="5" className={classes.stop} />
      <path
        d={`M${end.x - 7} ${end.y - 6}L${end.x + 3} ${end.y}L${end.x - 7} ${end.y + 6}`}
        className={classes.head}
      />
    </g>
  );
}

interface MapNodeProps {
  map: MapSummary;
  place: Place;
  opens: readonly AtlasWay[];
  broken: readonly AtlasWay[];
  onPoint: (id: string | null) => void;
}

function MapNode({ map, place, opens, broken, onPoint }: MapNodeProps) {
  const { t } = useTranslation("atlas");
  const steps = opens.map(({ title }) => title).join(", ");
  return (
    <article
      className={classes.node}
      style={{ ...CARD, left: leftOf(place), top: topOf(place) }}
      onMouseEnter={() => onPoint(map.id)}
      onMouseLeave={() => onPoint(null)}
      onFocus={() => onPoint(map.id)}
      onBlur={() => onPoint(null)}
    >
      <div className={classes.picture}>
        <RouteThumbnail stages={map.route} />
      </div>
      <h2 className={classes.title}>
        <Link href={`/maps/${map.id}`} title={map.title}>
          {map.title}
        </Link>
      </h2>
      <p className={classes.facts} title={steps === "" ? undefined : steps}>
        {steps === "" ? t("facts", { stages: map.stages, steps: map.steps }) : t("opensAt", { steps })}
      </p>
      {broken.length > 0 && (
        <p className={classes.broken} title={broken.map(({ title }) => title).join(", ")}>
          <IconUnlink size={15} aria-hidden="true" /> {t("brokenAt", { count: broken.length })}
        </p>
      )}
    </article>
  );
}
