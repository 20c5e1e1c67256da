/** The edits of the emotion curve: points that are set, and whole curves. */
import {
  type Aspect,
  type Card,
  type Change,
  cardsIn,
  type Edit,
  type Fields,
  keyAt,
  type MapDocument,
  newId,
} from "@/map-model";
import type { Planned } from "./edits";
import { targetOf } from "./target";

/** Whose curve is drawn, and which part of the feeling. */
export interface Pen {
  readonly lane: string;
  readonly persona: string | null;
  readonly aspect: Aspect | null;
}

const isDrawnBy = (pen: Pen) => (card: Card) =>
  card.emotion !== null && card.persona === pen.persona && card.aspect === pen.aspect;

function changesAt(map: MapDocument, pen: Pen, step: string, emotion: number): Change[] {
  const own = cardsIn(map, pen.lane, step).filter(isDrawnBy(pen));
  if (own.length > 0)
    return own
      .filter((card) => card.emotion !== emotion)
      .map((card) => ({ do: "set", table: "cards", record_id: card.id, fields: { emotion } }));
  return [{ do: "add", table: "cards", record: pointOf(map, pen, step, emotion) }];
}

/** A new point of a curve, at the end of its cell. */
function pointOf(map: MapDocument, { lane, persona, aspect }: Pen, step: string, emotion: number): Fields {
  const there = cardsIn(map, lane, step);
  const who = persona !== null && map.personas[persona] === undefined ? null : persona;
  const order = keyAt(there, there.length);
  return { id: newId("crd"), lane, step, order, emotion, persona: who, aspect };
}

/** Sets one point. */
export function addFeeling(map: MapDocument, pen: Pen, step: string, emotion: number): Planned {
  const record = pointOf(map, pen, step, emotion);
  return { edit: { do: "add", table: "cards", record }, select: targetOf("card", String(record.id)) };
}

/** Draws a curve: points that are there move, others are added, all as one; `null` where nothing changes. */
export function drawCurve(map: MapDocument, pen: Pen, feelings: ReadonlyMap<string, number>): Edit | null {
  const operations = [...feelings].flatMap(([step, emotion]) => changesAt(map, pen, step, emotion));
  return operations.length === 0 ? null : { do: "batch", operations, label: "draw the curve" };
}
