/** How far the poster must be zoomed for its whole width to be seen. */
export const POSTER_ID = "map-poster";
export const VIEW_ID = "map-view";

const MARGIN = 24;

/** The zoom at which the whole poster is seen, in both directions. */
export function wholeZoom(zoom: number): number {
  const poster = document.getElementById(POSTER_ID)?.getBoundingClientRect().height ?? 0;
  const view = document.getElementById(VIEW_ID)?.clientHeight ?? 0;
  const across = fittingZoom(zoom);
  if (view === 0 || poster === 0) return across;
  return Math.min(across, Math.floor((100 * view) / (poster / zoom + 2 * MARGIN)) / 100);
}

/** The zoom at which the poster, drawn now at `zoom`, is as wide as its view; never more than 1. */
export function fittingZoom(zoom: number): number {
  const poster = document.getElementById(POSTER_ID)?.getBoundingClientRect().width ?? 0;
  const view = document.getElementById(VIEW_ID)?.clientWidth ?? 0;
  if (view === 0 || poster === 0) return zoom;
  return Math.min(1, Math.floor((100 * view) / (poster / zoom + 2 * MARGIN)) / 100);
}
