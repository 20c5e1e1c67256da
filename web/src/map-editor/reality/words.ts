import type { TFunction } from "i18next";
import { count, percent, span } from "@/ui/numbers";
import { shownFeeling } from "../layout/curve";
import type { Felt, StepReality } from "./reality";

type T = TFunction<"map-editor">;

/** What really happens at a step, in sentences, each with its n and where there is one its interval. */
export function realityInWords({ walked, felt, texts, tickets, nobody }: StepReality, t: T): string[] {
  if (walked === null) return nobody ? [t("reality.nobodyHere")] : [];
  const words = nobody
    ? [t("reality.nobodyHere")]
    : [
        t("reality.reached", {
          reached: count(walked.reached),
          share: percent(walked.share),
          low: percent(walked.share_low),
          high: percent(walked.share_high),
        }),
      ];
  if (walked.next_share !== null && walked.next_low !== null && walked.next_high !== null)
    words.push(
      t("reality.next", {
        next: count(walked.to_next),
        share: percent(walked.next_share),
        low: percent(walked.next_low),
        high: percent(walked.next_high),
        time: span(walked.next_seconds),
      }),
    );
  if (walked.left > 0)
    words.push(t("reality.left", { left: count(walked.left), share: percent(walked.left_share) }));
  if (walked.skipped > 0) words.push(t("reality.skipped", { skipped: count(walked.skipped) }));
  if (walked.returned > 0) words.push(t("reality.returned", { returned: count(walked.returned) }));
  if (walked.out_of_order > 0) words.push(t("reality.outOfOrder", { customers: count(walked.out_of_order) }));
  if (felt !== null && felt.score !== null) words.push(feltInWords(felt, t));
  if (texts > 0) words.push(t("reality.texts", { count: texts }));
  if (tickets > 0) words.push(t("reality.tickets", { count: tickets }));
  return words;
}

export function feltInWords({ score, low, high, n }: Felt, t: T): string {
  return t("reality.felt", {
    score: score === null ? "–" : shownFeeling(score),
    low: low === null ? "–" : shownFeeling(low),
    high: high === null ? "–" : shownFeeling(high),
    n: count(n),
  });
}
