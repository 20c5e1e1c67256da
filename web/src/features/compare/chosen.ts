/** What is compared with what, as the address tells it. */
export interface ChosenSide {
  readonly map: string;
  /** Which state; nothing: as it is now. */
  readonly seq: number | undefined;
  readonly persona: string | undefined;
}

export interface Chosen {
  readonly a: ChosenSide;
  readonly b: ChosenSide;
}

export type SideName = keyof Chosen;
export const SIDES = ["a", "b"] as const satisfies readonly SideName[];

export const sideOf = (map: string, more: Partial<Omit<ChosenSide, "map">> = {}): ChosenSide => ({
  map,
  seq: undefined,
  persona: undefined,
  ...more,
});

const NUMBER = /^\d{1,15}$/;

function sideFrom(search: URLSearchParams, side: SideName): ChosenSide {
  const seq = search.get(`${side}_seq`) ?? "";
  return sideOf(search.get(side) ?? "", {
    seq: NUMBER.test(seq) ? Number(seq) : undefined,
    persona: search.get(`${side}_persona`) || undefined,
  });
}

export const chosenFrom = (search: URLSearchParams): Chosen => ({
  a: sideFrom(search, "a"),
  b: sideFrom(search, "b"),
});

/** The address's part after the question mark. */
export function searchOf(chosen: Chosen): URLSearchParams {
  const search = new URLSearchParams();
  for (const side of SIDES) {
    const { map, seq, persona } = chosen[side];
    if (map !== "") search.set(side, map);
    if (seq !== undefined) search.set(`${side}_seq`, String(seq));
    if (persona !== undefined) search.set(`${side}_persona`, persona);
  }
  return search;
}

/** Where the comparison is written as a file. */
export function fileOf({ a, b }: Chosen, format: string): string {
  const search = new URLSearchParams({ format });
  const rest = { seq: a.seq, other_seq: b.seq, persona: a.persona, other_persona: b.persona };
  for (const [name, value] of Object.entries(rest)) if (value !== undefined) search.set(name, String(value));
  const ids = [a.map, b.map].map(encodeURIComponent);
  return `/api/maps/${ids[0]}/beside/${ids[1]}/file?${search}`;
}

export interface KnownMap {
  readonly id: string;
  readonly title: string;
  readonly state: string;
}

const wordsOf = (title: string) => new Set(title.toLowerCase().match(/\p{L}{3,}/gu) ?? []);

/** How well another map goes beside one: told in another state first, then how alike the titles are. */
export function closeness(one: KnownMap, other: KnownMap): number {
  const [words, others] = [wordsOf(one.title), wordsOf(other.title)];
  const shared = [...words].filter((word) => others.has(word)).length;
  return (one.state === other.state ? 0 : 1) + shared / Math.max(1, words.size, others.size);
}

/** The map that goes best beside one. */
export function bestBeside(one: KnownMap, maps: readonly KnownMap[]): KnownMap | undefined {
  const others = maps.filter(({ id }) => id !== one.id);
  return others.reduce<KnownMap | undefined>(
    (best, other) => (best === undefined || closeness(one, other) > closeness(one, best) ? other : best),
    undefined,
  );
}

/** A current map and a future one that belong together. */
export function currentAndFuture(maps: readonly KnownMap[]): readonly [KnownMap, KnownMap] | null {
  const later = maps.filter(({ state }) => state === "future" || state === "ideal");
  const pairs = maps
    .filter(({ state }) => state === "current")
    .flatMap((one) => later.map((other) => ({ one, other, fits: closeness(one, other) })));
  const best = pairs.sort((one, other) => other.fits - one.fits)[0];
  return best === undefined ? null : [best.one, best.other];
}

/** Both sides, where only one or none is chosen: what goes best with it, else the same map as it was begun. */
export function completed({ a, b }: Chosen, maps: readonly KnownMap[]): Chosen | null {
  if (a.map !== "" && b.map !== "") return { a, b };
  const pair = a.map === "" ? currentAndFuture(maps) : null;
  const own = pair?.[0] ?? maps.find(({ id }) => a.map === "" || id === a.map);
  if (own === undefined) return a.map === "" ? null : { a, b: sideOf(a.map) };
  const first = a.map === "" ? sideOf(own.id) : a;
  const other = pair?.[1] ?? bestBeside(own, maps);
  return other === undefined
    ? { a: { ...first, seq: 0 }, b: sideOf(first.map) }
    : { a: first, b: sideOf(other.id) };
}
