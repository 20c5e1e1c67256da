/** What a guest's words are about: what is selected on the map, else the map as a whole. */
import { useTranslation } from "react-i18next";
import { useMapDocument } from "@/live";
import { idOf, kindOf, placeOf, type Target, THE_MAP, useSessionState } from "@/map-editor";

const LONGEST = 80;
const short = (text: string): string =>
  text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1).trimEnd()}…`;

export function useSelectedThing(): { target: Target; name: string } {
  const { t } = useTranslation("sharing");
  const map = useMapDocument();
  const selected = useSessionState((state) => state.selected);
  const id = idOf(selected);
  const { lane, step } = placeOf(selected);
  const names: Partial<Record<ReturnType<typeof kindOf>, string | undefined>> = {
    stage: map.stages[id]?.title,
    step: map.steps[id]?.title,
    lane: map.lanes[id]?.title,
    card: map.cards[id]?.text,
    cell:
      step in map.steps
        ? [map.lanes[lane]?.title, map.steps[step]?.title].filter(Boolean).join(" · ")
        : undefined,
  };
  const name = names[kindOf(selected)];
  if (name === undefined) return { target: THE_MAP, name: t("guest.wholeMap") };
  return { target: selected, name: name === "" ? t("guest.unnamed") : short(name) };
}
