/** The numbers of a view as files. The server makes them, of the same question and the same selection. */
import { requestFile } from "@/api";
import type { Kind } from "./answers";
import type { Selection } from "./selection";

export const NUMBERS = ["csv", "xlsx", "parquet", "json"] as const;
export const REPORTS = ["pdf", "pptx", "png", "svg"] as const;
export type Format = (typeof NUMBERS)[number] | (typeof REPORTS)[number];

/** What a report says around its numbers, as the view says it. */
export interface Words {
  heading: string;
  finding: string;
  counted: string;
}

function save(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

export interface Wish {
  question: object;
  selection: Selection;
  format: Format;
  /** Which table; by default the main one. */
  table?: string;
  /** For reports. */
  words?: Words;
}

export async function exportAnswer(
  kind: Kind,
  { question, selection, format, table, words }: Wish,
): Promise<void> {
  const options = new URLSearchParams({ format });
  if (table !== undefined) options.set("table", table);
  if (words !== undefined) {
    options.set("heading", words.heading.slice(0, 300));
    options.set("finding", words.finding.slice(0, 1000));
    options.set("counted", words.counted.slice(0, 3000));
  }
  const path = `/api/journeys/${kind}/export?${options}`;
  save(
    `${table ?? kind}.${format}`,
    await requestFile(path, { method: "POST", body: { ...question, ...selection } }),
  );
}
