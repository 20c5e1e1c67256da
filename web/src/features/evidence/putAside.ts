/** Reads the first rows of the file of rows put aside, without loading all of it. */

export interface PutAsideRow {
  file: string;
  row: string;
  reason: string;
}

/** Splits CSV text into records; a last, unfinished record is left out. */
export function recordsOf(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let cell = "";
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at];
    if (quoted) {
      if (letter !== '"') cell += letter;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (letter === '"') quoted = true;
    else if (letter === ",") {
      record.push(cell);
      cell = "";
    } else if (letter === "\n") {
      record.push(cell.replace(/\r$/, ""));
      records.push(record);
      record = [];
      cell = "";
    } else cell += letter;
  }
  return records;
}

const SHOWN = 8;
const ENOUGH_LETTERS = 64_000;

export function rowsOf(text: string): PutAsideRow[] {
  const [head, ...records] = recordsOf(text);
  const column = (name: string) => head?.indexOf(name) ?? -1;
  const cell = (record: string[], name: string) => record[column(name)] ?? "";
  return records.slice(0, SHOWN).map((record) => ({
    file: cell(record, "file"),
    row: cell(record, "row"),
    reason: cell(record, "reason"),
  }));
}

export async function firstRows(address: string, signal: AbortSignal): Promise<PutAsideRow[]> {
  const response = await fetch(address, { signal, credentials: "same-origin" });
  if (!response.ok || response.body === null) return [];
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  while (text.length < ENOUGH_LETTERS) {
    const { done, value } = await reader.read();
    if (done) return rowsOf(text);
    text += value;
  }
  await reader.cancel();
  return rowsOf(text);
}
