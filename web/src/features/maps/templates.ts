import type { Schemas } from "@/api";

export type Template = Schemas["TemplateView"];

export const thumbnailOf = (id: string, theme: "light" | "dark") =>
  `/api/templates/thumbnail?${new URLSearchParams({ template: id, theme })}`;
