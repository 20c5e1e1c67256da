/** Which transitions of a log to draw: the busiest first, and always a way from the start to the end. */

export const START = "(start)";
export const END = "(end)";

export interface Way {
  from: string;
  to: string;
  count: number;
}

/** Grows `seen` along the ways from (or to) a terminal. */
function reachable(ways: readonly Way[], from: string, forward: boolean): Set<string> {
  const seen = new Set([from]);
  const queue = [from];
  for (let event = queue.pop(); event !== undefined; event = queue.pop()) {
    for (const way of ways) {
      const [here, there] = forward ? [way.from, way.to] : [way.to, way.from];
      if (here === event && !seen.has(there)) {
        seen.add(there);
        queue.push(there);
      }
    }
  }
  return seen;
}

/** Adds the busiest missing ways until every drawn event can be reached from (or can reach) the terminal. */
function connect<W extends Way>(
  kept: Set<W>,
  sorted: readonly W[],
  terminal: string,
  forward: boolean,
): void {
  for (;;) {
    const linked = reachable([...kept], terminal, forward);
    const drawn = new Set([...kept].flatMap((way) => [way.from, way.to]));
    const stranded = [...drawn].filter((event) => !linked.has(event));
    if (stranded.length === 0) return;
    const bridge =
      stranded
        .map((event) => busiest(sorted, event, forward))
        .find((way) => way !== undefined && !kept.has(way)) ??
      sorted.find((way) => !kept.has(way) && crosses(way, linked, new Set(stranded), forward)) ??
      sorted.find((way) => !kept.has(way) && stranded.includes(forward ? way.to : way.from));
    if (bridge === undefined) return;
    kept.add(bridge);
  }
}

/** The busiest way into an event (seen from the start) or out of it (seen from the end), loops aside. */
function busiest<W extends Way>(sorted: readonly W[], event: string, forward: boolean): W | undefined {
  return sorted.find((way) => way.from !== way.to && (forward ? way.to : way.from) === event);
}

function crosses(way: Way, linked: Set<string>, stranded: Set<string>, forward: boolean): boolean {
  const [near, far] = forward ? [way.from, way.to] : [way.to, way.from];
  return linked.has(near) && stranded.has(far);
}

/**
 * The busiest transitions that together make up `share` of all, and those that tie them to start and end.
 *
 * @param ways All transitions, `(start)` and `(end)` included.
 * @param share 0 to 1; 1 keeps every transition.
 */
export function mainRoad<W extends Way>(ways: readonly W[], share: number): W[] {
  const sorted = [...ways].sort((a, b) => b.count - a.count);
  const total = sorted.reduce((sum, way) => sum + way.count, 0);
  const kept = new Set<W>();
  let covered = 0;
  for (const way of sorted) {
    if (kept.size > 0 && covered >= share * total) break;
    kept.add(way);
    covered += way.count;
  }
  connect(kept, sorted, START, true);
  connect(kept, sorted, END, false);
  return sorted.filter((way) => kept.has(way));
}

/** How much of all transitions the given ones are, 0 to 1. */
export function coverage(kept: readonly Way[], all: readonly Way[]): number {
  const sum = (ways: readonly Way[]) => ways.reduce((total, way) => total + way.count, 0);
  return all.length === 0 ? 0 : sum(kept) / sum(all);
}
