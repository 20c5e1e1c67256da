/** How long ago something was, as people say it. */

const words = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "short" });
const STEPS = [
  { unit: "day", seconds: 86_400, below: 7 * 86_400 },
  { unit: "hour", seconds: 3_600, below: 86_400 },
  { unit: "minute", seconds: 60, below: 3_600 },
] as const;

/** `2 hr. ago`, `yesterday`; null when it is more than a week ago and a date says more. */
export function ago(iso: string, now: number): string | null {
  const seconds = (now - new Date(iso).getTime()) / 1000;
  if (seconds < 60) return words.format(0, "second");
  const step = [...STEPS].reverse().find(({ below }) => seconds < below);
  return step === undefined ? null : words.format(-Math.floor(seconds / step.seconds), step.unit);
}
