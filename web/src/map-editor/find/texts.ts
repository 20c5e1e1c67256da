/** Every text of a map in the order in which it is read: what find and replace looks through. */
import {
  cardsIn,
  lanesInOrder,
  type MapDocument,
  personasInOrder,
  stagesInOrder,
  stepsInOrder,
  type TableName,
} from "@/map-model";
import { type Target, targetOf } from "../layout/target";

export interface MapText {
  readonly target: Target;
  readonly table: TableName | "map";
  readonly id: string;
  readonly field: string;
  readonly text: string;
}

const FIELDS = {
  map: ["title", "description", "scope", "owner"],
  personas: [
    "name",
    "role",
    "description",
    "demographics",
    "interests",
    "needs",
    "goals",
    "pain_points",
    "behaviours",
    "preferences",
    "quote",
  ],
  stages: ["title", "description"],
  steps: ["title", "description", "image_text"],
  lanes: ["title", "description"],
  cards: ["text", "recommendation", "channel", "device", "department", "person", "unit", "image_text"],
  links: ["title"],
} as const;

const KIND = {
  map: "map",
  personas: "persona",
  stages: "stage",
  steps: "step",
  lanes: "lane",
  cards: "card",
} as const;

function textsOf(table: keyof typeof FIELDS, record: { readonly id: string }, target: Target): MapText[] {
  const fields = record as unknown as Readonly<Record<string, unknown>>;
  return FIELDS[table].flatMap((field) => {
    const text = fields[field];
    return typeof text === "string" && text !== "" ? [{ target, table, id: record.id, field, text }] : [];
  });
}

/** All texts: the map, its personas, lanes, then stage by stage and step by step down the lanes. */
export function textsOn(map: MapDocument): readonly MapText[] {
  const of = (table: keyof typeof KIND, record: { readonly id: string }) =>
    textsOf(table, record, targetOf(KIND[table], record.id));
  const lanes = lanesInOrder(map);
  const steps = stagesInOrder(map).flatMap((stage) => [
    ...of("stages", stage),
    ...stepsInOrder(map, stage.id).flatMap((step) => [
      ...of("steps", step),
      ...lanes.flatMap((lane) => cardsIn(map, lane.id, step.id).flatMap((card) => of("cards", card))),
    ]),
  ]);
  const links = Object.values(map.links).flatMap((link) =>
    textsOf("links", link, targetOf("step", link.source)),
  );
  return [
    ...of("map", map.map),
    ...personasInOrder(map).flatMap((persona) => of("personas", persona)),
    ...lanes.flatMap((lane) => of("lanes", lane)),
    ...steps,
    ...links,
  ];
}
