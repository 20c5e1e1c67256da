/** A block out of what other programs lay on the clipboard. Nothing of it is ever put into the page: only its text is taken. */
import { type Block, blockFrom, type Piece, textPiece } from "./block";
import { CARRIER } from "./write";

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that a map cannot hold.
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\uFFFE\uFFFF]/g;
const SKIPPED = new Set(["STYLE", "SCRIPT", "TEMPLATE", "TITLE", "META"]);
const BLOCKS = new Set(["P", "DIV", "LI", "UL", "OL", "H1", "H2", "H3", "H4", "TR"]);
/** As many columns as the widest spreadsheet has. */
const MOST_COLUMNS = 16_384;

const cleaned = (text: string): string =>
  text.replaceAll("\r\n", "\n").replaceAll("\r", "\n").replace(UNWRITABLE, "");
/** Takes the mark off that keeps a spreadsheet from reading a text as a formula. */
const unmarked = (text: string): string => text.replace(/^'(?=[=+\-@])/, "");

function collect(node: Node, into: string[]): void {
  if (node.nodeType === Node.TEXT_NODE) {
    into.push((node.textContent ?? "").replace(/[ \t\n\r]+/g, " "));
    return;
  }
  const name = node.nodeName;
  if (SKIPPED.has(name)) return;
  if (name === "BR") into.push("\n");
  else if (BLOCKS.has(name)) into.push("\n");
  for (const child of node.childNodes) collect(child, into);
  if (BLOCKS.has(name)) into.push("\n");
}

/** The text of a cell as it is read: breaks kept, the file's own line ends and indents not. */
function textOf(element: Element): string {
  const parts: string[] = [];
  for (const child of element.childNodes) collect(child, parts);
  const lines = parts.join("").replaceAll("\u00a0", " ").split("\n");
  const text = lines.map((line) => line.trim()).join("\n");
  return unmarked(
    cleaned(text)
      .replace(/\n{3,}/g, "\n\n")
      .trim(),
  );
}

/** The cell's number as LibreOffice, Excel or Google Sheets note it beside the shown text. */
function numberOf(cell: Element): number | null {
  const sheets = cell.getAttribute("data-sheets-value");
  const noted = cell.getAttribute("sdval") ?? cell.getAttribute("x:num") ?? sheetsNumber(sheets);
  const value = noted === null || noted === "" ? Number.NaN : Number(noted);
  return Number.isFinite(value) ? value : null;
}

function sheetsNumber(value: string | null): string | null {
  const found = value === null ? null : /"1":3,"3":(-?[\d.eE+-]+)/.exec(value);
  return found?.[1] ?? null;
}

const spanOf = (cell: Element, name: "colspan" | "rowspan"): number =>
  Math.min(MOST_COLUMNS, Math.max(1, Number(cell.getAttribute(name)) || 1));

/** The cells of a table; one that spans several places stands in the first, the others are empty. */
function rowsOf(table: Element): Piece[][] {
  const rows: Piece[][] = [];
  const taken = new Set<string>();
  for (const [at, row] of [...table.querySelectorAll("tr")].entries()) {
    const pieces: Piece[] = [];
    for (const cell of row.querySelectorAll(":scope > td, :scope > th")) {
      while (taken.has(`${at}/${pieces.length}`)) pieces.push(textPiece(""));
      const column = pieces.length;
      pieces.push(textPiece(textOf(cell), numberOf(cell)));
      for (let index = 1; index < spanOf(cell, "colspan"); index += 1) pieces.push(textPiece(""));
      for (let below = 1; below < Math.min(spanOf(cell, "rowspan"), 1000); below += 1)
        for (let index = column; index < pieces.length; index += 1) taken.add(`${at + below}/${index}`);
    }
    rows.push(pieces);
  }
  return rows;
}

const foreign = (rows: readonly (readonly Piece[])[], as: Block["as"] = "cells"): Block => ({
  rows,
  headRow: false,
  headColumn: false,
  lanes: [],
  map: "",
  as,
});

/** The block in an HTML text: our own, or its first table; `null` where there is none. */
export function fromHtml(html: string): Block | null {
  const page = new DOMParser().parseFromString(html, "text/html");
  const own = page.querySelector(`[${CARRIER}]`)?.getAttribute(CARRIER);
  const block = own === null || own === undefined ? null : blockFrom(own);
  if (block !== null) return block;
  const table = page.querySelector("table");
  const rows = table === null ? [] : rowsOf(table).filter((row) => row.length > 0);
  return rows.length === 0 ? null : foreign(rows);
}

/** The fields of tab-separated text; a field in quotes may hold tabs and line ends, and doubles its quotes. */
export function fieldsOf(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = "";
  let at = 0;
  const close = () => {
    row.push(field);
    field = "";
  };
  while (at < text.length) {
    const sign = text[at];
    if (sign === '"' && field === "") {
      const end = closingQuote(text, at + 1);
      if (end !== null) {
        field = text.slice(at + 1, end).replaceAll('""', '"');
        at = end + 1;
        continue;
      }
    }
    if (sign === "\t") close();
    else if (sign === "\n") {
      close();
      rows.push(row);
      row = [];
    } else field += sign;
    at += 1;
  }
  close();
  return [...rows, row];
}

/** The quote that ends a field: what follows it ends the field too. `null`: the quote was only a sign. */
function closingQuote(text: string, from: number): number | null {
  for (let at = from; at < text.length; at += 1) {
    if (text[at] !== '"') continue;
    if (text[at + 1] === '"') at += 1;
    else return at + 1 === text.length || text[at + 1] === "\t" || text[at + 1] === "\n" ? at : null;
  }
  return null;
}

/** A block out of plain text: with tabs a table, without them lines for one cell. */
export function fromText(plain: string): Block | null {
  const text = cleaned(plain).replace(/\n+$/, "");
  if (text.trim() === "") return null;
  if (!text.includes("\t")) {
    const whole = fieldsOf(text);
    const only = whole.length === 1 ? (whole[0]?.[0] ?? text) : text;
    return foreign([[textPiece(unmarked(only))]], "cards");
  }
  return foreign(fieldsOf(text).map((row) => row.map((field) => textPiece(unmarked(field.trim())))));
}

/** What was laid on the clipboard, in its best form. */
export function blockOn(data: { html: string; text: string }): Block | null {
  return (data.html === "" ? null : fromHtml(data.html)) ?? fromText(data.text);
}
