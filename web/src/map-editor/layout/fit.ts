/** How far the poster must be zoomed for its whole width to be seen. */
export const POSTER_ID = "map-poster";
export const VIEW_ID = "map-view";

/** The zoom at which the poster, drawn now at `zoom`, is as wide as its view. */
export function fittingZoom(zoom: number): number {
  const poster = document.getElementById(POSTER_ID)?.getBoundingClientRect().width ?? 0;
  const view = document.getElementById(VIEW_ID);
  if (view === null || poster === 0) return zoom;
  const style = getComputedStyle(view);
  const room =
    view.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight);
  return Math.min(1, Math.floor((100 * zoom * room) / poster) / 100);
}
