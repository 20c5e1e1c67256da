import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import type { Transition } from "@/api";
import { percent } from "@/ui/numbers";
import { useEventWords } from "./eventWords";

const START = "(start)";
const END = "(end)";
const MOST = 7;

/** From the start the most frequent way on, until a place comes again or the journey ends. */
export function mainRoadOf(ways: readonly Transition[]): Transition[] {
  const road: Transition[] = [];
  const been = new Set<string>([START]);
  for (let here = START; road.length < MOST; ) {
    const next = ways.find((way) => way.from === here && !been.has(way.to));
    if (next === undefined) break;
    road.push(next);
    if (next.to === END) break;
    been.add(next.to);
    here = next.to;
  }
  return road;
}

/** The main finding of a process graph: the road most travelled, in one line. */
export function MainRoad({ ways }: { ways: readonly Transition[] }) {
  const { t } = useTranslation("journeys");
  const nameOf = useEventWords();
  const road = mainRoadOf(ways);
  if (road.length === 0) return null;
  return (
    <>
      {t("transitions.road")}{" "}
      {road.map((way) => (
        <Fragment key={way.to}>
          {way.from === START ? "" : " → "}
          <strong>{way.to === END ? t("transitions.end") : nameOf(way.to)}</strong> ({percent(way.share)})
        </Fragment>
      ))}
    </>
  );
}
