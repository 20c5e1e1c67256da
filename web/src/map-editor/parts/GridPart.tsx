import type { HTMLAttributes, Ref } from "react";

export interface GridPartProps extends HTMLAttributes<HTMLDivElement> {
  role: "grid" | "rowgroup" | "row" | "rowheader" | "columnheader" | "gridcell" | "group" | "slider";
  ref?: Ref<HTMLDivElement>;
}

/**
 * A part of the poster. A grid of `div`s and no `table`, so that heads and lanes stay in view at every zoom.
 * Only the selected part can be tabbed to; from there the arrows lead on.
 */
export function GridPart(props: GridPartProps) {
  return <div {...props} />;
}
