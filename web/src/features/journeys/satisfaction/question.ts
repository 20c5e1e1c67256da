/** The question about satisfaction, as it stands in the address, and how its figures are read. */
import { percent } from "@/ui/numbers";
import type { Answer, Question } from "../answers";
import { spanIn } from "../questions";

export const MEASURES = ["nps", "csat", "ces"] as const;
export type Measure = (typeof MEASURES)[number];
export const WITHINS = ["1d", "7d", "30d", "90d"] as const;

export function satisfactionQuestion(search: URLSearchParams) {
  return {
    measure: MEASURES.find((one) => one === search.get("measure")) ?? null,
    within: spanIn(search.get("speaks")) ?? "30d",
  } satisfies Question<"satisfaction">;
}

/** A figure in the measure's own words: points of NPS, share of CSAT, mean of CES. */
export function scored(measure: Measure | null, value: number | null | undefined): string {
  if (value === null || value === undefined) return "–";
  if (measure === "nps") return String(Math.round(value));
  return measure === "csat" ? percent(value) : value.toFixed(2);
}

/** A difference of two figures, with its sign; of shares in percentage points. */
export function moved(measure: Measure | null, value: number): string {
  if (value === 0) return "0";
  const size = measure === "nps" ? value : measure === "csat" ? value * 100 : value;
  const digits = measure === "ces" ? 2 : measure === "csat" ? 1 : 0;
  return `${size < 0 ? "−" : "+"}${Math.abs(size).toFixed(digits)}`;
}

type Place = Answer<"satisfaction">["events"][number];
type Moved = NonNullable<Place["moved"]>;
export type Mover = Place & { moved: Moved };

/** So few answers on a side say little of it, however different they are. */
const FEW = 30;
const SURE = 0.05;

/** How far from nothing a difference surely is: its bound nearer to zero, 0 where zero is inside. */
const surely = ({ low, high }: Moved) => (low > 0 ? low : high < 0 ? -high : 0);

const isFew = ({ rating, others }: Place) => Math.min(rating.answers, others.answers) < FEW;

/** What moves the score, the surest first; apart from it, what rests on few answers. */
export function movers(events: readonly Place[]): { firm: Mover[]; few: Mover[] } {
  const all = events
    .flatMap((one) => (one.moved === null ? [] : [{ ...one, moved: one.moved }]))
    .sort((a, b) => surely(b.moved) - surely(a.moved));
  return { firm: all.filter((one) => !isFew(one)), few: all.filter(isFew) };
}

/** The greatest sure fall and rise, if there are any. */
export function strongest(events: readonly Place[]): { fall: Mover | null; rise: Mover | null } {
  const sure = movers(events).firm.filter(({ moved }) => moved.q <= SURE);
  return {
    fall: sure.find(({ moved }) => moved.high < 0) ?? null,
    rise: sure.find(({ moved }) => moved.low > 0) ?? null,
  };
}
