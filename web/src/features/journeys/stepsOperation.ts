/** A list of events as one operation on a map: a stage, and a step for each. */
import { generateKeyBetween, generateNKeysBetween } from "fractional-indexing";

const ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";
const LENGTH = 16;

function newId(prefix: string): string {
  const bytes = crypto.getRandomValues(new Uint8Array(LENGTH));
  return `${prefix}_${[...bytes].map((byte) => ALPHABET[byte % ALPHABET.length]).join("")}`;
}

/** `order_placed` → `Order placed`. */
export function titleOf(event: string): string {
  const words = event.replaceAll(/[_\s]+/g, " ").trim();
  return /^[A-Z]_/.test(event) ? event : words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * @param events Event names, first to last; one that stands twice becomes two steps.
 * @param after The order keys of the stages that are there already.
 */
export function stepsOperation(
  events: readonly string[],
  { stage, after }: { stage: string; after: readonly string[] },
) {
  const last = [...after].sort().at(-1) ?? null;
  const stageId = newId("stg");
  const orders = generateNKeysBetween(null, null, events.length);
  return {
    id: newId("op"),
    do: "batch",
    label: stage,
    operations: [
      {
        do: "add",
        table: "stages",
        record: { id: stageId, order: generateKeyBetween(last, null), title: stage },
      },
      ...events.map((event, index) => ({
        do: "add",
        table: "steps",
        record: {
          id: newId("stp"),
          stage: stageId,
          order: orders[index],
          title: titleOf(event).slice(0, 300),
          events: [event],
        },
      })),
    ],
  };
}
