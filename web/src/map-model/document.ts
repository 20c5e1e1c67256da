/** Reading a map as it travels, and looking things up in it. */
import type { Fields, Json } from "./operations";
import { byOrder } from "./order";
import { checkedRecord } from "./records";
import { type Card, type Lane, type MapDocument, type Persona, type Stage, type Step, TABLES } from "./types";

/** A map with every field of every record, from what the server sent. */
export function documentFrom(json: { readonly [key: string]: Json }): MapDocument {
  const whole: Record<string, unknown> = { schema_version: 1, map: checkedRecord("map", json.map as Fields) };
  for (const table of TABLES) {
    const records = (json[table] ?? {}) as Readonly<Record<string, Fields>>;
    whole[table] = Object.fromEntries(
      Object.entries(records).map(([id, record]) => [id, checkedRecord(table, record)]),
    );
  }
  return whole as MapDocument;
}

export const stagesInOrder = (map: MapDocument): Stage[] => Object.values(map.stages).sort(byOrder);
export const lanesInOrder = (map: MapDocument): Lane[] => Object.values(map.lanes).sort(byOrder);
export const personasInOrder = (map: MapDocument): Persona[] => Object.values(map.personas).sort(byOrder);

/** Steps from left to right: of one stage, or of the whole map. */
export function stepsInOrder(map: MapDocument, stage?: string): Step[] {
  if (stage !== undefined)
    return Object.values(map.steps)
      .filter((step) => step.stage === stage)
      .sort(byOrder);
  return stagesInOrder(map).flatMap((one) => stepsInOrder(map, one.id));
}

/** The cards of one cell, top to bottom. */
export const cardsIn = (map: MapDocument, lane: string, step: string): Card[] =>
  Object.values(map.cards)
    .filter((card) => card.lane === lane && card.step === step)
    .sort(byOrder);

export const cellKey = (lane: string, step: string): string => `${lane}/${step}`;

/** Every cell's cards, top to bottom, by `cellKey`: one pass over all cards. */
export function cardsByCell(map: MapDocument): ReadonlyMap<string, readonly Card[]> {
  const cells = new Map<string, Card[]>();
  for (const card of Object.values(map.cards)) {
    const key = cellKey(card.lane, card.step);
    const cell = cells.get(key);
    if (cell === undefined) cells.set(key, [card]);
    else cell.push(card);
  }
  for (const cell of cells.values()) cell.sort(byOrder);
  return cells;
}
