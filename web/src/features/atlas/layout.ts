/** Where the maps of an atlas stand: who is opened stands right of who opens it; who stands alone comes below. */

export interface Way {
  readonly from: string;
  readonly to: string;
}
export interface Place {
  readonly id: string;
  readonly column: number;
  readonly row: number;
}
export interface AtlasLayout {
  readonly places: readonly Place[];
  readonly columns: number;
  readonly rows: number;
}

const groupedBy = (ways: readonly Way[], key: (way: Way) => string, value: (way: Way) => string) => {
  const found = new Map<string, string[]>();
  for (const way of ways) found.set(key(way), [...(found.get(key(way)) ?? []), value(way)]);
  return found;
};

/** The longest way to each map from where ways begin; one that leads back to where it came from counts for nothing. */
function depthsOf(
  starts: readonly string[],
  next: ReadonlyMap<string, readonly string[]>,
): Map<string, number> {
  const onPath = new Set<string>();
  const forward = new Map<string, string[]>();
  const last: string[] = [];
  const visit = (id: string): void => {
    if (forward.has(id)) return;
    onPath.add(id);
    forward.set(id, []);
    for (const to of next.get(id) ?? []) {
      if (onPath.has(to)) continue;
      forward.get(id)?.push(to);
      visit(to);
    }
    onPath.delete(id);
    last.push(id);
  };
  for (const id of starts) visit(id);
  const depths = new Map(last.map((id) => [id, 0]));
  // Who was left last stands before all that it leads to.
  for (const id of last.reverse())
    for (const to of forward.get(id) ?? [])
      depths.set(to, Math.max(depths.get(to) ?? 0, (depths.get(id) ?? 0) + 1));
  return depths;
}

/** The maps that ways join, roots first; in a ring without a root, the first map is one. */
function startsOf(joined: readonly string[], before: ReadonlyMap<string, readonly string[]>): string[] {
  const roots = joined.filter((id) => !before.has(id));
  return [...roots, ...joined.filter((id) => before.has(id))];
}

/**
 * @param ids The maps, in the order in which they are wanted.
 * @param ways Between maps of `ids`; others are left out, and so are maps that open themselves.
 * @param across How many maps that stand alone fit beside each other.
 */
export function atlasLayout(ids: readonly string[], ways: readonly Way[], across: number): AtlasLayout {
  const known = new Set(ids);
  const real = ways.filter(({ from, to }) => from !== to && known.has(from) && known.has(to));
  const next = groupedBy(
    real,
    ({ from }) => from,
    ({ to }) => to,
  );
  const before = groupedBy(
    real,
    ({ to }) => to,
    ({ from }) => from,
  );
  const joined = ids.filter((id) => next.has(id) || before.has(id));
  const depths = depthsOf(startsOf(joined, before), next);
  const places = new Map<string, Place>();
  const last = Math.max(-1, ...depths.values());
  for (let column = 0; column <= last; column++) {
    const here = joined.filter((id) => depths.get(id) === column);
    const meanOf = (id: string) => {
      const rows = (before.get(id) ?? []).flatMap((one) => places.get(one)?.row ?? []);
      return rows.length === 0 ? 0 : rows.reduce((sum, row) => sum + row, 0) / rows.length;
    };
    const sorted = here.map((id) => ({ id, mean: meanOf(id) })).sort((a, b) => a.mean - b.mean);
    for (const [row, { id }] of sorted.entries()) places.set(id, { id, column, row });
  }
  const below = Math.max(0, ...[...places.values()].map(({ row }) => row + 1));
  const alone = ids.filter((id) => !places.has(id));
  for (const [index, id] of alone.entries())
    places.set(id, { id, column: index % across, row: below + Math.floor(index / across) });
  const all = [...places.values()];
  return {
    places: all,
    columns: Math.max(0, ...all.map(({ column }) => column + 1)),
    rows: Math.max(0, ...all.map(({ row }) => row + 1)),
  };
}
