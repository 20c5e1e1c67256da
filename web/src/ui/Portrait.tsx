import drawn from "../../../src/sojourn/render/avatars.json";
import { choicesOf } from "./portrait-choices";

const SIZE = drawn.size;
const LINE = 1.7;

const mixed = (first: string, second: string, share: number) =>
  `color-mix(in srgb, ${first}, ${second} ${share * 100}%)`;

interface PortraitProps {
  /** The choices; "": they follow from the persona's id. */
  code: string;
  /** The persona's id. */
  of: string;
  /** Place in the palette: the ground and the clothes. */
  color: number;
  size?: number;
  /** Who it is, where nothing beside the picture says it. */
  label?: string;
}

/** Head and shoulders of a persona, from the same shapes as on the poster (`render/avatars.json`). */
export function Portrait({ code, of, color, size = 48, label }: PortraitProps) {
  const [skin, hair, shade, glasses, beard, clothes] = choicesOf(code, of);
  const head = drawn.hair[hair] ?? drawn.hair[0];
  const face = drawn.skin[skin] ?? "";
  const hairColor = drawn.hair_colors[shade] ?? "";
  const stage = (part: string) => `var(--sj-stage-${color}-${part})`;
  const grown = head && "scarf" in head && head.scarf ? stage("ink") : hairColor;
  const fills: Readonly<Record<string, string>> = {
    skin: mixed(face, drawn.ink, 0.12),
    tint: mixed(stage("tint"), "var(--sj-surface)", 0.4),
    ink: stage("ink"),
  };
  const line = { fill: "none", stroke: drawn.ink, strokeWidth: LINE, strokeLinecap: "round" } as const;
  return (
    <svg
      width={size}
      height={size}
      viewBox={`0 0 ${SIZE} ${SIZE}`}
      style={{ flex: "none", display: "block" }}
      role="img"
      aria-label={label}
      aria-hidden={label === undefined}
    >
      <circle cx={SIZE / 2} cy={SIZE / 2} r={SIZE / 2} fill={mixed(stage("tint"), stage("base"), 0.22)} />
      <path d={head?.back} fill={grown} />
      <path d={drawn.body} fill={stage("base")} />
      <path d={drawn.neck} fill={fills.skin} />
      {drawn.clothes[clothes]?.parts.map((part) => (
        <path key={part.path} d={part.path} fill={fills[part.fill]} />
      ))}
      {head?.ears && <path d={drawn.ears} fill={face} />}
      <path d={drawn.head} fill={face} />
      <path d={drawn.beards[beard]?.hair} fill={mixed(hairColor, face, 0.1)} />
      <path d={drawn.eyes} fill={drawn.ink} />
      <path d={drawn.mouth} {...line} />
      <path d={head?.front} fill={grown} />
      <path d={drawn.glasses[glasses]?.frame} {...line} />
    </svg>
  );
}
