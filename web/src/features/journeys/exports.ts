/** The numbers of a view as files. The server makes them, of the same question and the same selection. */
import { requestFile } from "@/api";
import type { Kind } from "./answers";
import type { Selection } from "./selection";

export const FORMATS = ["csv", "xlsx", "parquet", "json"] as const;
export type Format = (typeof FORMATS)[number];

function save(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

export async function exportAnswer(
  kind: Kind,
  {
    question,
    selection,
    format,
    table,
  }: {
    question: object;
    selection: Selection;
    format: Format /** Which table; by default the main one. */;
    table?: string;
  },
): Promise<void> {
  const chosen = table === undefined ? "" : `&table=${encodeURIComponent(table)}`;
  const path = `/api/journeys/${kind}/export?format=${format}${chosen}`;
  save(
    `${table ?? kind}.${format}`,
    await requestFile(path, { method: "POST", body: { ...question, ...selection } }),
  );
}
