const BROWSERS = [
  ["Edg/", "Edge"],
  ["OPR/", "Opera"],
  ["Firefox/", "Firefox"],
  ["Chrome/", "Chrome"],
  ["Safari/", "Safari"],
] as const;
const SYSTEMS = [
  ["Android", "Android"],
  ["iPhone", "iPhone"],
  ["iPad", "iPad"],
  ["Windows", "Windows"],
  ["Mac OS X", "macOS"],
  ["Linux", "Linux"],
] as const;

/** Browser and system by the words that a browser sends of itself; nothing where neither is known. */
export function browserOf(userAgent: string): string | null {
  const known = [BROWSERS, SYSTEMS].map((list) => list.find(([word]) => userAgent.includes(word))?.[1]);
  const words = known.filter((word) => word !== undefined);
  return words.length === 0 ? null : words.join(" · ");
}
