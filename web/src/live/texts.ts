/** How two versions of a text are joined. */

/** Whether a field is a text in which several people's words are merged. */
export const isMergedText = (_table: string, _field: string): boolean => false;

/** The text with both changes: what led from `base` to `current`, and what leads from `base` to `wanted`. */
export function merge3(base: string, current: string, wanted: string): string {
  if (current === base || current === wanted) return wanted;
  if (wanted === base) return current;
  const [first, second] = [changeOf(base, current), changeOf(base, wanted)];
  const [left, right] = first.from <= second.from ? [first, second] : [second, first];
  if (left.to > right.from) return `${current} ${wanted}`;
  return (
    base.slice(0, left.from) + left.text + base.slice(left.to, right.from) + right.text + base.slice(right.to)
  );
}

function changeOf(before: string, after: string): { from: number; to: number; text: string } {
  const shorter = Math.min(before.length, after.length);
  let from = 0;
  while (from < shorter && before[from] === after[from]) from += 1;
  let end = 0;
  while (end < shorter - from && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  return { from, to: before.length - end, text: after.slice(from, after.length - end) };
}
