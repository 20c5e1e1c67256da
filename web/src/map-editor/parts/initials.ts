/** One or two letters that stand for a name, such as “AS” for “Ada Sample”. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  const last = words.length > 1 ? words.at(-1) : undefined;
  return [words[0], last].map((word) => [...(word ?? "")][0]?.toLocaleUpperCase() ?? "").join("");
}
