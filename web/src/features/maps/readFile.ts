/** What a file of another tool means as a map: asked of the server, which keeps nothing of it. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { request } from "@/api";
import type { components } from "@/api/schema";

type Schemas = components["schemas"];
export type MapFile = Schemas["MapFileView"];
export type ReadLane = Schemas["ReadLaneView"];
export type Loss = Schemas["LossView"];
export type LaneKind = ReadLane["kind"];
export type Kinds = Readonly<Record<string, LaneKind>>;

export interface Reading {
  readonly file: File;
  /** The kinds that were chosen by hand, by the titles of lanes. */
  readonly kinds: Kinds;
}

export function useReadFile() {
  return useMutation({
    mutationFn: ({ file, kinds }: Reading) => {
      const body = new FormData();
      body.append("file", file);
      body.append("kinds", Object.keys(kinds).length === 0 ? "" : JSON.stringify(kinds));
      return request<MapFile>("/api/map-files", { method: "POST", body });
    },
  });
}

export const useMapFormats = () =>
  useQuery({
    queryKey: ["map-formats"],
    queryFn: () => request<Schemas["MapFormatView"][]>("/api/map-formats"),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** The file on a clipboard: one that was copied, else the table or the text, under a name that says which. */
export function fileOn(data: Pick<DataTransfer, "files" | "getData">, name: string): File | null {
  const copied = data.files[0];
  if (copied !== undefined) return copied;
  const html = data.getData("text/html");
  if (/<table[\s>]/i.test(html)) return new File([html], `${name}.html`, { type: "text/html" });
  const text = data.getData("text/plain");
  return text.trim() === "" ? null : new File([text], name, { type: "text/plain" });
}
