/** Widths that the drawn curve must know, in CSS pixels at zoom 1. */
export const COLUMN = 208;
export const LABEL = 176;
export const TAIL = 64;
/** The one column of a folded stage. */
export const FOLDED = 88;
