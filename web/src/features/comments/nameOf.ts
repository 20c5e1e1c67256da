import { useTranslation } from "react-i18next";
import { useMapDocument } from "@/live";
import { idOf, kindOf, placeOf, type Target } from "@/map-editor";

const LONGEST = 60;
const short = (text: string): string =>
  text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1).trimEnd()}…`;

/** What a thing of the map is called, for headings and labels. */
export function useNameOf(): (target: Target) => string {
  const { t } = useTranslation("comments");
  const map = useMapDocument();
  return (target) => {
    const id = idOf(target);
    const { lane, step } = placeOf(target);
    const placeNamed = (ofLane: string, ofStep: string): string =>
      [map.lanes[ofLane]?.title, map.steps[ofStep]?.title].filter(Boolean).join(" · ");
    const card = map.cards[id];
    const name = {
      map: map.map.title,
      stage: map.stages[id]?.title,
      step: map.steps[id]?.title,
      lane: map.lanes[id]?.title,
      card: card && (card.text || placeNamed(card.lane, card.step)),
      persona: map.personas[id]?.name,
      cell: placeNamed(lane, step),
      link: undefined,
    }[kindOf(target)];
    return name === undefined || name === "" ? t("here.unnamed") : short(name);
  };
}
