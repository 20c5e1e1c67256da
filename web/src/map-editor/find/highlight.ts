/** Marks found text on the poster without touching its elements, where the browser can. */
import type { Match, Wanted } from "./matches";
import { matchesIn } from "./matches";

const ALL = "sj-found";
const CURRENT = "sj-found-here";

function rangesIn(element: Element, wanted: Wanted): Range[] {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const ranges: Range[] = [];
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const place = { target: "map:", table: "map", id: "", field: "", text: node.textContent ?? "" } as const;
    for (const { start, end } of matchesIn([place], wanted)) {
      const range = document.createRange();
      range.setStart(node, start);
      range.setEnd(node, end);
      ranges.push(range);
    }
  }
  return ranges;
}

const elementsOf = (target: string): readonly Element[] => [
  ...document.querySelectorAll(`[data-target="${target}"]`),
];

/** Marks every match that is on screen, the current one apart. Returns what takes the marks away. */
export function highlight(matches: readonly Match[], current: Match | undefined, wanted: Wanted): () => void {
  if (typeof Highlight === "undefined") return () => undefined;
  const targets = new Set(matches.map(({ place }) => place.target));
  const ranges = [...targets].flatMap((target) =>
    elementsOf(target).flatMap((element) => rangesIn(element, wanted)),
  );
  const here =
    current === undefined
      ? []
      : elementsOf(current.place.target).flatMap((element) => rangesIn(element, wanted));
  CSS.highlights.set(ALL, new Highlight(...ranges));
  CSS.highlights.set(CURRENT, new Highlight(...here));
  return () => {
    CSS.highlights.delete(ALL);
    CSS.highlights.delete(CURRENT);
  };
}
