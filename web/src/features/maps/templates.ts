/** The picture of a template in small. */
export const thumbnailOf = (id: string, theme: "light" | "dark") =>
  `/api/templates/thumbnail?${new URLSearchParams({ template: id, theme })}`;
