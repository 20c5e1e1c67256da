/** Icons that the exported poster draws too, from the same paths. */
import drawn from "../../../../src/sojourn/render/icons.json";

const PATHS: Readonly<Record<string, string>> = drawn.icons;
const CHANNELS: Readonly<Record<string, readonly string[]>> = drawn.channels;

/** The icon that stands for a channel, by the words of its name. */
export function channelIcon(channel: string): string {
  const words = new Set(
    channel
      .toLowerCase()
      .replaceAll("-", "")
      .match(/[\p{L}\p{N}_]+/gu) ?? [],
  );
  return Object.keys(CHANNELS).find((name) => CHANNELS[name]?.some((word) => words.has(word))) ?? "other";
}

export function Glyph({ name, size = 16, className }: { name: string; size?: number; className?: string }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox={`0 0 ${drawn.size} ${drawn.size}`}
      fill="none"
      stroke="currentColor"
      strokeWidth={drawn.stroke_width}
      strokeLinecap="round"
      strokeLinejoin="round"
      className={className}
      aria-hidden="true"
    >
      <path d={PATHS[name] ?? PATHS.other} />
    </svg>
  );
}
