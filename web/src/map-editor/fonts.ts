/** The fonts of the poster, asked for before its words are there. */
import theme from "@theme";

const { display, text } = theme.fonts;
const FACES = [`1rem "${text}"`, `600 1rem "${text}"`, `italic 1rem "${text}"`, `600 1rem "${display}"`];

/** A font that comes after the words costs the layout of every card once more. */
export function fetchFonts(): void {
  // Browsers without the API, and tests, ask when they draw.
  for (const face of FACES) document.fonts?.load(face).catch(ignored);
}

/** A font that cannot be had is replaced by the next of its family, as everywhere. */
const ignored = (): undefined => undefined;
