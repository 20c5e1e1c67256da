/** What a portrait is made of, as `src/sojourn/render/portraits.py` has it. */
import drawn from "../../../src/sojourn/render/avatars.json";

/** What the six numbers of a portrait's code choose, in their order. */
export const PORTRAIT_PARTS = ["skin", "hair", "hair_colors", "glasses", "beards", "clothes"] as const;
export type PortraitPart = (typeof PORTRAIT_PARTS)[number];
export type Choices = readonly [number, number, number, number, number, number];

/** How many there are of each. */
export const choiceCount = (part: PortraitPart): number => drawn[part].length;
/** What a choice is called inside: the key of its words; colours have none. */
export const choiceNames = (part: PortraitPart): readonly string[] =>
  drawn[part].map((one) => (typeof one === "string" ? one : one.name));

/** Hair that a portrait gets by itself; the rest is for those who choose it. */
const GROWN = [1, 2, 3, 4, 5, 6, 7] as const;

/** The six choices of a portrait, each within what there is. */
export function choicesOf(code: string, of: string): Choices {
  if (code === "") return byItself(of);
  const given = code.split("-").map(Number);
  const [skin, hair, shade, glasses, beard, clothes] = PORTRAIT_PARTS.map(
    (part, place) => (given[place] ?? 0) % choiceCount(part),
  );
  return [skin ?? 0, hair ?? 0, shade ?? 0, glasses ?? 0, beard ?? 0, clothes ?? 0];
}

export const codeOf = (choices: Choices): string => choices.join("-");

/** Spread over the choices by a hash (FNV-1a, 32 bits) that every language computes alike. */
function byItself(of: string): Choices {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(of)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  return [
    value % choiceCount("skin"),
    GROWN[(value >>> 3) % GROWN.length] ?? 1,
    (value >>> 7) % choiceCount("hair_colors"),
    (value >>> 11) % 4 === 0 ? 1 : 0,
    0,
    (value >>> 14) % choiceCount("clothes"),
  ];
}
