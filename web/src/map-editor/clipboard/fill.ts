/** Filling: the first cells of a range are repeated over the rest of it. */
import type { MapDocument } from "@/map-model";
import type { Grid } from "../layout/grid";
import { targetAt } from "../layout/navigate";
import { bodyOf, type Region, targetsIn } from "../layout/region";
import type { Block } from "./block";
import { copied } from "./copy";
import { type Pasted, type PasteNames, planPaste } from "./paste";

/** The rectangle that is filled: what `whole` has beyond `source`, which lies at one of its edges. */
export function beyondSource(source: Region, whole: Region): Region | null {
  if (whole.bottom > source.bottom) return { ...whole, top: source.bottom + 1 };
  if (whole.right > source.right) return { ...whole, left: source.right + 1 };
  if (whole.top < source.top) return { ...whole, bottom: source.top - 1 };
  if (whole.left < source.left) return { ...whole, right: source.left - 1 };
  return null;
}

const repeated = <Value>(values: readonly Value[], offset: number, count: number): Value[] =>
  Array.from({ length: count }, (_, index) => {
    const at = (((index + offset) % values.length) + values.length) % values.length;
    return values[at] as Value;
  });

/** The edit that repeats the cells of `source` over the rest of `whole`; `null` where there is nothing to fill. */
export function filled(
  map: MapDocument,
  grid: Grid,
  regions: { source: Region; whole: Region },
  names: PasteNames,
): Pasted | null {
  const source = bodyOf(regions.source);
  const whole = bodyOf(regions.whole);
  const over = source === null || whole === null ? null : beyondSource(source, whole);
  if (source === null || over === null) return null;
  const block = copied(map, grid, targetsIn(grid, source));
  const at = targetAt(grid, { row: over.top, column: over.left }, "cell");
  if (block === null || at === null || block.rows.length === 0) return null;
  const rows = repeated(block.rows, over.top - source.top, over.bottom - over.top + 1).map((row) =>
    repeated(row, over.left - source.left, over.right - over.left + 1),
  );
  const tiled: Block = { ...block, rows };
  return planPaste(map, grid, tiled, { at, grow: false, names });
}
