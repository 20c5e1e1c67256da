/** The edits that the editor makes, as plain operations; nothing here knows the screen. */
import {
  byOrder,
  type Card,
  type Change,
  cardsIn,
  type Edit,
  FIELDS_OF_LANES,
  type Fields,
  keyAt,
  LANES_WITHOUT_CARDS,
  type Lane,
  type LaneKind,
  lanesInOrder,
  type MapDocument,
  newId,
  personasInOrder,
  type Stage,
  type Step,
  stagesInOrder,
  stepsInOrder,
  type TableName,
} from "@/map-model";
import { idOf, kindOf, type Target, targetOf } from "./target";

/** An edit, and what is selected when it is done. */
export interface Planned {
  readonly edit: Edit;
  readonly select: Target;
}

export const TABLE_OF: Readonly<Partial<Record<string, TableName | "map">>> = {
  map: "map",
  stage: "stages",
  step: "steps",
  lane: "lanes",
  card: "cards",
  persona: "personas",
  link: "links",
};

const add = (table: TableName, record: Fields): Change => ({ do: "add", table, record });
const move = (table: TableName, record_id: string, to: Fields): Change => ({
  do: "move",
  table,
  record_id,
  to,
});
const without = <Row extends { id: string }>(rows: readonly Row[], id: string): Row[] =>
  rows.filter((row) => row.id !== id);
const placeAfter = (rows: readonly { id: string }[], id: string | null): number =>
  id === null ? rows.length : rows.findIndex((row) => row.id === id) + 1;

export function addStage(
  map: MapDocument,
  after: string | null,
  titles: { stage: string; step: string },
): Planned {
  const stages = stagesInOrder(map);
  const stage = newId("stg");
  const step = newId("stp");
  const operations = [
    add("stages", { id: stage, order: keyAt(stages, placeAfter(stages, after)), title: titles.stage }),
    add("steps", { id: step, stage, order: "a0", title: titles.step }),
  ];
  return { edit: { do: "batch", operations, label: "add stage" }, select: targetOf("stage", stage) };
}

export function addStep(map: MapDocument, stage: string, after: string | null, title: string): Planned {
  const steps = stepsInOrder(map, stage);
  const id = newId("stp");
  const order = keyAt(steps, placeAfter(steps, after));
  return { edit: add("steps", { id, stage, order, title }), select: targetOf("step", id) };
}

export function addLane(map: MapDocument, after: string | null, kind: LaneKind, title: string): Planned {
  const lanes = lanesInOrder(map);
  const id = newId("lan");
  const order = keyAt(lanes, placeAfter(lanes, after));
  return { edit: add("lanes", { id, order, kind, title }), select: targetOf("lane", id) };
}

/** A new persona, or a copy of one: `said` are its fields. */
export function addPersona(map: MapDocument, said: Fields): Planned {
  const personas = personasInOrder(map);
  const id = newId("per");
  const record = { color: (personas.length * 3) % 8, ...said, id, order: keyAt(personas, personas.length) };
  return { edit: add("personas", record), select: targetOf("persona", id) };
}

/** Fields that a new card takes from the kind of its lane. */
export const CARD_FIELDS: Readonly<Partial<Record<LaneKind, Fields>>> = {
  goals: { role: "goal" },
  emotion: { emotion: 0 },
};

export function addCard(
  map: MapDocument,
  lane: string,
  step: string,
  fields: Fields,
  id: string = newId("crd"),
): Planned {
  const cards = cardsIn(map, lane, step);
  const kind = map.lanes[lane]?.kind ?? "custom";
  const record = { ...CARD_FIELDS[kind], ...fields, id, lane, step, order: keyAt(cards, cards.length) };
  return { edit: add("cards", record), select: targetOf("card", id) };
}

export const removeTarget = (target: Target): Edit => ({
  do: "remove",
  table: TABLE_OF[kindOf(target)] ?? "",
  record_id: idOf(target),
});

export const setFields = (target: Target, fields: Fields): Edit => ({
  do: "set",
  table: TABLE_OF[kindOf(target)] ?? "",
  record_id: idOf(target),
  fields,
});

/** Puts a stage, lane or persona at a place among the others. */
export function placeRecord(
  table: "stages" | "lanes" | "personas",
  rows: readonly { id: string; order: string }[],
  id: string,
  index: number,
): Edit {
  return move(table, id, { order: keyAt(without([...rows].sort(byOrder), id), index) });
}

export function placeStep(map: MapDocument, step: Step, stage: string, index: number): Edit {
  const order = keyAt(without(stepsInOrder(map, stage), step.id), index);
  return move("steps", step.id, step.stage === stage ? { order } : { stage, order });
}

/** Whether a card of one lane may stand in another: some fields, such as a feeling, have their own kind of lane. */
export const mayHold = (lane: Lane, card: Card): boolean =>
  !LANES_WITHOUT_CARDS.has(lane.kind) &&
  (lane.kind === "emotion") === (card.emotion !== null) &&
  Object.entries(FIELDS_OF_LANES).every(
    ([home, names]) => home === lane.kind || names.every((name) => (card[name] ?? "") === ""),
  );

export function placeCard(map: MapDocument, card: Card, lane: string, step: string, index: number): Edit {
  const order = keyAt(without(cardsIn(map, lane, step), card.id), index);
  const to: Record<string, string> = { order };
  if (lane !== card.lane) to.lane = lane;
  if (step !== card.step) to.step = step;
  return move("cards", card.id, to);
}

export type Way = "left" | "right" | "up" | "down";

function shiftIn(
  table: "stages" | "lanes" | "personas",
  rows: readonly { id: string; order: string }[],
  id: string,
  by: number,
): Edit | null {
  const index = rows.findIndex((row) => row.id === id) + by;
  return index < 0 || index >= rows.length ? null : placeRecord(table, rows, id, index);
}

function shiftStep(map: MapDocument, step: Step, by: number): Edit | null {
  const siblings = stepsInOrder(map, step.stage);
  const index = siblings.findIndex((one) => one.id === step.id) + by;
  if (index >= 0 && index < siblings.length) return placeStep(map, step, step.stage, index);
  const stages = stagesInOrder(map);
  const stage: Stage | undefined = stages[stages.findIndex((one) => one.id === step.stage) + by];
  if (stage === undefined) return null;
  return placeStep(map, step, stage.id, by > 0 ? 0 : stepsInOrder(map, stage.id).length);
}

function shiftCard(map: MapDocument, card: Card, way: Way): Edit | null {
  if (way === "left" || way === "right") {
    const steps = stepsInOrder(map);
    const step = steps[steps.findIndex((one) => one.id === card.step) + (way === "right" ? 1 : -1)];
    return step === undefined
      ? null
      : placeCard(map, card, card.lane, step.id, cardsIn(map, card.lane, step.id).length);
  }
  const siblings = cardsIn(map, card.lane, card.step);
  const index = siblings.findIndex((one) => one.id === card.id) + (way === "down" ? 1 : -1);
  if (index >= 0 && index < siblings.length) return placeCard(map, card, card.lane, card.step, index);
  const lanes = lanesInOrder(map);
  const here = lanes.findIndex((lane) => lane.id === card.lane);
  const others = way === "down" ? lanes.slice(here + 1) : lanes.slice(0, here).reverse();
  const lane = others.find((one) => mayHold(one, card));
  return lane === undefined
    ? null
    : placeCard(map, card, lane.id, card.step, way === "down" ? 0 : cardsIn(map, lane.id, card.step).length);
}

/** One place further; `null` where there is none. */
export function shift(map: MapDocument, target: Target, way: Way): Edit | null {
  const id = idOf(target);
  const by = way === "left" || way === "up" ? -1 : 1;
  const sideways = way === "left" || way === "right";
  const step = map.steps[id];
  const card = map.cards[id];
  switch (kindOf(target)) {
    case "stage":
      return sideways ? shiftIn("stages", stagesInOrder(map), id, by) : null;
    case "step":
      return sideways && step !== undefined ? shiftStep(map, step, by) : null;
    case "lane":
      return sideways ? null : shiftIn("lanes", lanesInOrder(map), id, by);
    case "persona":
      return sideways ? null : shiftIn("personas", personasInOrder(map), id, by);
    case "card":
      return card === undefined ? null : shiftCard(map, card, way);
    default:
      return null;
  }
}
