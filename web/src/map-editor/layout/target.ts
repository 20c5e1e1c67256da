/** What on the map is meant: one text for selection, focus, menus and dragging. */

export const KINDS = ["map", "stage", "step", "lane", "card", "cell", "persona", "link"] as const;
export type Kind = (typeof KINDS)[number];
/** Such as `step:stp_1`, `cell:lan_1/stp_1` or `map:`. */
export type Target = `${Kind}:${string}`;

export const THE_MAP: Target = "map:";
export const targetOf = (kind: Kind, id: string): Target => `${kind}:${id}`;
export const cellOf = (lane: string, step: string): Target => `cell:${lane}/${step}`;
export const kindOf = (target: Target): Kind => target.slice(0, target.indexOf(":")) as Kind;
export const idOf = (target: Target): string => target.slice(target.indexOf(":") + 1);

/** Lane and step of a cell. */
export function placeOf(target: Target): { lane: string; step: string } {
  const [lane = "", step = ""] = idOf(target).split("/");
  return { lane, step };
}

export const isTarget = (text: string | null | undefined): text is Target =>
  text !== null && text !== undefined && KINDS.some((kind) => text.startsWith(`${kind}:`));
