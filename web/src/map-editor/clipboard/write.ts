/** A block as other programs read it: tab-separated text, and an HTML table that carries the block itself. */
import type { Block, Piece } from "./block";

/** Where our own block rides in the table, so that it comes through every clipboard that knows HTML. */
export const CARRIER = "data-sojourn";

const NUMBER = /^[+\-−]?\d+([.,]\d+)?$/;
const FORMULA = /^[=+\-@\t\r]/;

/** A text that a spreadsheet must not take for a formula is marked as text, as one would type it there. */
const inert = (text: string): string => (FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text);
const textOf = (piece: Piece | null | undefined): string => inert(piece?.text ?? "");

const quoted = (text: string): string => (/[\t\n\r"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

export const toTsv = ({ rows, as }: Block): string =>
  as === "cards"
    ? rows.flatMap((row) => row.map((piece) => piece?.text ?? "")).join("\n")
    : rows.map((row) => row.map((piece) => quoted(textOf(piece))).join("\t")).join("\n");

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
const BREAK = '<br style="mso-data-placement:same-cell">';

function cell(piece: Piece | null | undefined, head: boolean): string {
  const tag = head ? "th" : "td";
  const text = textOf(piece);
  const style = NUMBER.test(text) ? "" : ` style="mso-number-format:'\\@'"`;
  return `<${tag}${style}>${escaped(text).replaceAll("\n", BREAK)}</${tag}>`;
}

export function toHtml(block: Block): string {
  const rows = block.rows.map((row, at) => {
    const cells = row.map((piece, index) =>
      cell(piece, (block.headRow && at === 0) || (block.headColumn && index === 0)),
    );
    return `<tr>${cells.join("")}</tr>`;
  });
  const carried = escaped(JSON.stringify(block));
  return `<meta charset="utf-8"><table ${CARRIER}="${carried}"><tbody>${rows.join("")}</tbody></table>`;
}
