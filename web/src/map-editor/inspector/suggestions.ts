/** What fields suggest: what the map already says, then what is usual. */
import type { TFunction } from "i18next";
import type { Card, MapDocument } from "@/map-model";

type Suggested = "channel" | "device" | "department" | "person" | "unit";

const CHANNELS = [
  "web",
  "app",
  "email",
  "phone",
  "chat",
  "sms",
  "shop",
  "pickup",
  "social",
  "post",
  "tv",
  "courier",
  "clerk",
  "adviser",
  "friend",
] as const;
const DEVICES = ["phone", "computer", "tablet", "kiosk", "tv", "paper"] as const;
const UNITS = ["percent", "seconds", "minutes", "hours", "days", "points"] as const;

const usual = (
  field: Suggested,
  t: TFunction<"map-editor">,
  departments: readonly string[],
): readonly string[] => {
  switch (field) {
    case "channel":
      return CHANNELS.map((name) => t(`suggested.channels.${name}`));
    case "device":
      return DEVICES.map((name) => t(`suggested.devices.${name}`));
    case "unit":
      return UNITS.map((name) => t(`suggested.units.${name}`));
    case "department":
      return departments;
    default:
      return [];
  }
};

/** Every value once, in whatever case it is written: the map's own first. */
export function suggestionsFor(
  field: Suggested,
  map: MapDocument,
  t: TFunction<"map-editor">,
  departments: readonly string[] = [],
): readonly string[] {
  const used = Object.values(map.cards)
    .map((card: Card) => card[field])
    .filter((value) => value !== "")
    .sort((a, b) => a.localeCompare(b));
  const byWord = new Map<string, string>();
  for (const value of [...used, ...usual(field, t, departments)])
    if (!byWord.has(value.toLowerCase())) byWord.set(value.toLowerCase(), value);
  return [...byWord.values()];
}
