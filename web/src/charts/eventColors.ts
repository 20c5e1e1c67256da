/** One colour an event name, the same in every view of a log. */

export interface EventColor {
  /** For lines, bars and stations. */
  base: string;
  /** For areas behind text. */
  tint: string;
  /** For text on the tint. */
  ink: string;
}

const PALETTE = 8;

/** Each round through the palette is mixed a little further, so that a ninth event differs from the first. */
const SHADES = [
  "",
  "72%, var(--sj-ink)",
  "68%, var(--sj-surface)",
  "50%, var(--sj-ink)",
  "50%, var(--sj-surface)",
];

const QUIET: EventColor = {
  base: "var(--sj-strong-line)",
  tint: "var(--sj-sunken)",
  ink: "var(--sj-muted)",
};

const isPlaceholder = (event: string) => event.startsWith("(") && event.endsWith(")");

function shade(index: number): EventColor {
  const stage = index % PALETTE;
  const mix = SHADES[Math.floor(index / PALETTE) % SHADES.length] ?? "";
  const base = `var(--sj-stage-${stage}-base)`;
  return {
    base: mix === "" ? base : `color-mix(in oklab, ${base} ${mix})`,
    tint: `var(--sj-stage-${stage}-tint)`,
    ink: `var(--sj-stage-${stage}-ink)`,
  };
}

/**
 * Colours for the events of a log.
 *
 * @param names Event names, most frequent first: neighbours in frequency get the colours that differ most.
 */
export function eventColors(names: readonly string[]): (event: string) => EventColor {
  const colors = new Map(names.map((name, index) => [name, shade(index)]));
  return (event) => (isPlaceholder(event) ? QUIET : (colors.get(event) ?? QUIET));
}
